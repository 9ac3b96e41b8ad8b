/**
 * commit-forever.ts DATABASE: publishes version after version of one module, removing every third
 * again, and says on stdout what was acknowledged, a line each, until it is killed.
 */
import { writeSync } from 'node:fs';
import {
  decodeIndex,
  encodeIndex,
  listVersion,
  parseModuleId,
  unlistVersion,
} from '@registry/domain';
import { sampleVersion } from '@registry/domain/testing';
import { createSqliteModuleStore, openDatabase } from '../../src/index.ts';

const id = parseModuleId('acme', 'vpc', 'aws');
const modules = createSqliteModuleStore(openDatabase(process.argv[2] ?? ''));

for (;;) {
  const { revision, list } = await read();
  const { record, documentation } = sampleVersion(id, `1.${revision}.0`);
  const { version } = record;
  const index = encodeIndex(id, listVersion(list, version), revision + 1);
  await commit({ record, documentation, index, expected: 'absent' });
  writeSync(1, `listed ${version}\n`);
  if (revision % 3 !== 0) continue;
  const without = encodeIndex(id, unlistVersion(listVersion(list, version), version), revision + 2);
  const removed = { ...record, state: 'removed' as const };
  writeSync(1, `removing ${version}\n`);
  await commit({ record: removed, documentation, index: without, expected: 'listed' });
  writeSync(1, `removed ${version}\n`);
}

async function read() {
  const index = await modules.getIndex(id);
  return { revision: index?.revision ?? 0, list: decodeIndex(index) };
}

async function commit(change: Parameters<typeof modules.commit>[0]): Promise<void> {
  const result = await modules.commit(change);
  if (result !== 'committed') throw new Error(result);
}
