import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sweepUploads } from '../src/index.ts';
import { tempFolder } from './support/temp-folder.ts';

const NOW = new Date('2026-05-05T12:00:00Z');
const A_DAY_MS = 24 * 60 * 60 * 1000;

async function uploadsOfAge(ages: Record<string, number>): Promise<string> {
  const uploads = await tempFolder();
  await mkdir(join(uploads, 'ab'));
  for (const [name, age] of Object.entries(ages)) {
    const path = join(uploads, 'ab', name);
    await writeFile(path, name);
    const then = new Date(NOW.getTime() - age);
    await utimes(path, then, then);
  }
  return uploads;
}

it('removes what waited more than a day, parts of broken uploads too, and nothing younger', async () => {
  const uploads = await uploadsOfAge({
    fresh: 0,
    'just-a-day': A_DAY_MS,
    old: A_DAY_MS + 1000,
    'old.part': 3 * A_DAY_MS,
  });
  await sweepUploads(uploads, () => NOW);
  expect((await readdir(join(uploads, 'ab'))).sort()).toEqual(['fresh', 'just-a-day']);
});

it('does not mind another sweep, or a publisher, taking a file away meanwhile', async () => {
  const ages = Array.from({ length: 200 }, (_, index) => [`old-${index}`, 2 * A_DAY_MS]);
  const uploads = await uploadsOfAge(Object.fromEntries(ages));
  await Promise.all(Array.from({ length: 4 }, () => sweepUploads(uploads, () => NOW)));
  expect(await readdir(join(uploads, 'ab'))).toEqual([]);
});

it('has nothing to do where nobody uploaded', async () => {
  await sweepUploads(await tempFolder(), () => NOW);
});
