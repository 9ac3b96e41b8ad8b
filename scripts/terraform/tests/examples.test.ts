import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { exampleFolders, files, shown, TERRAFORM_FOLDER } from '../folders.ts';
import { openOn, startEmulator } from './support/emulator.ts';
import { everythingOn } from './support/left-over.ts';
import { TOOLS } from './support/tools.ts';

const cases = exampleFolders().flatMap((folder) => TOOLS.map((tool) => ({ folder, tool })));

describe.concurrent('an example', () => {
  for (const { folder, tool } of cases) {
    test(`${shown(folder)} is applied, stays as it is and is destroyed by ${tool}`, async ({
      expect,
      onTestFinished,
    }) => {
      const endpoint = await startEmulator(onTestFinished);
      // What a user has already, where the example speaks of such things.
      const before = `${folder}/before`;
      if (existsSync(join(TERRAFORM_FOLDER, before))) {
        await (await openOn(onTestFinished, { folder: before, tool, endpoint })).apply();
      }
      const found = await everythingOn(endpoint);

      const variables = variablesOf(folder);
      const root = await openOn(onTestFinished, { folder, tool, endpoint, variables });
      await root.apply();
      expect((await everythingOn(endpoint)).length).toBeGreaterThan(found.length);
      expect(await root.drift()).toBeUndefined();

      await root.destroy();
      expect(await everythingOn(endpoint)).toEqual(found);
    });
  }
});

/** An example that protects what it makes has a variable for the day when that has to go. */
function variablesOf(folder: string): Record<string, unknown> {
  const texts = files(`${folder}/*.tf`).map((file) =>
    readFileSync(join(TERRAFORM_FOLDER, file), 'utf8'),
  );
  return texts.some((text) => text.includes('variable "keep"')) ? { keep: false } : {};
}
