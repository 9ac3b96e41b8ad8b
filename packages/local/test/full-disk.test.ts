import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { encodeIndex, UnavailableError } from '@registry/domain';
import { freshModuleId, sampleVersion } from '@registry/domain/testing';
import { expect, it } from 'vitest';
import { createSqliteModuleStore, openDatabase } from '../src/index.ts';
import { runWithOwnMounts } from './support/own-mounts.ts';
import { tempFolder } from './support/temp-folder.ts';

const FILLER = join(import.meta.dirname, 'support', 'fill-disk.ts');
const REFUSED_AND_CLEAN = {
  uploadWhenFull: 503,
  partsLeft: [],
  full: true,
  listed: true,
  halfListed: false,
};

it('answers 503 on a full disk, leaves nothing behind, and serves again when there is room', async (context) => {
  const script = `mount -t tmpfs -o size=8m tmpfs "$0" && head -c 5500000 /dev/zero >"$0/ballast" && exec "$1" "$2" "$0"`;
  const output = runWithOwnMounts(context, script, [await tempFolder(), process.execPath, FILLER]);
  expect(JSON.parse(output)).toEqual({
    ...REFUSED_AND_CLEAN,
    after: { upload: 200, commit: 'committed' },
  });
});

it('answers 503 when the system limits the size of files', async () => {
  const script = 'ulimit -f 2000; exec "$1" "$2" "$0"';
  const ran = spawnSync('sh', ['-c', script, await tempFolder(), process.execPath, FILLER], {
    encoding: 'utf8',
  });
  expect(JSON.parse(ran.stdout)).toEqual(REFUSED_AND_CLEAN);
});

it('refuses a version that a full database cannot take, and takes it when there is room', async () => {
  const database = openDatabase(':memory:');
  const modules = createSqliteModuleStore(database);
  const commit = (version: string) => {
    const change = sampleVersion(id, version);
    const index = encodeIndex(id, [change.record.version], Number(version.split('.')[1]) + 1);
    return modules.commit({ ...change, index, expected: 'absent' });
  };
  const id = freshModuleId();
  expect(await commit('1.0.0')).toBe('committed');
  database.exec('PRAGMA max_page_count = 1');
  let taken = 0;
  let refusal: unknown;
  while (refusal === undefined) {
    await commit(`1.${taken + 1}.0`).then(
      () => {
        taken += 1;
      },
      (error: unknown) => {
        refusal = error;
      },
    );
  }
  expect(refusal).toBeInstanceOf(UnavailableError);
  expect((await modules.getIndex(id))?.revision).toBe(taken + 1);
  expect(database.isTransaction).toBe(false);
  database.exec('PRAGMA max_page_count = 1000');
  expect(await commit(`1.${taken + 1}.0`)).toBe('committed');
});
