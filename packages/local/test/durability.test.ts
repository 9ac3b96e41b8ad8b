import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeIndex, parseModuleId, parseVersion } from '@registry/domain';
import { expect, it } from 'vitest';
import { createSqliteModuleStore, openDatabase } from '../src/index.ts';
import { tempDataFolder } from './support/temp-folder.ts';

const ROUNDS = 15;
const COMMITTER = join(import.meta.dirname, 'support', 'commit-forever.ts');
const id = parseModuleId('acme', 'vpc', 'aws');

it('holds every acknowledged commit, and no half of one, whenever its process is killed', async () => {
  const { database } = await tempDataFolder();
  const wanted = new Map<string, string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const acknowledged = await commitUntilKilled(database, Math.random() * 120);
    for (const [version, state] of acknowledged) wanted.set(version, state);
    const stored = await readAll(database, wanted);
    expect(stored).toEqual(expectedOf(wanted, stored));
    for (const [version, state] of stored) wanted.set(version, state);
  }
  expect(wanted.size).toBeGreaterThan(ROUNDS * 3);
});

async function commitUntilKilled(database: string, afterMs: number): Promise<[string, string][]> {
  const child = spawn(process.execPath, [COMMITTER, database], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let faults = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    faults += chunk;
  });
  await once(child.stdout, 'data');
  await sleep(afterMs);
  child.kill('SIGKILL');
  const [, signal] = await once(child, 'close');
  expect([signal, faults]).toEqual(['SIGKILL', expect.not.stringContaining('Error')]);
  // Both commits of a version happen between its lines: the last word counts.
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '))
    .map(([state = '', version = '']) => [version, state]);
}

/** What the reopened database holds, checked against itself: index and versions must agree. */
async function readAll(
  path: string,
  asked: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const database = openDatabase(path);
  try {
    const modules = createSqliteModuleStore(database);
    const index = await modules.getIndex(id);
    const listed = new Set<string>(decodeIndex(index));
    const stored = new Map<string, string>();
    for (const version of new Set([...listed, ...asked.keys()])) {
      const record = await modules.getVersion(id, parseVersion(version));
      expect(record?.state, version).toBe(listed.has(version) ? 'listed' : 'removed');
      stored.set(version, listed.has(version) ? 'listed' : 'removed');
    }
    expect(database.prepare('SELECT count(*) AS n FROM versions').get()).toEqual({
      n: stored.size,
    });
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    return stored;
  } finally {
    database.close();
  }
}

/** As acknowledged; what was still being done when the process died may or may not be there. */
function expectedOf(
  acknowledged: ReadonlyMap<string, string>,
  stored: ReadonlyMap<string, string>,
): Map<string, string> {
  const expected = new Map(acknowledged);
  for (const [version, state] of acknowledged) {
    if (state === 'removing') expected.set(version, stored.get(version) ?? 'nothing');
  }
  const extra = [...stored].filter(([version]) => !acknowledged.has(version));
  expect(extra.length).toBeLessThanOrEqual(1);
  for (const [version, state] of extra) expected.set(version, state);
  return expected;
}
