import { beforeAll, describe, test } from 'vitest';
import { type AttachedProvider, startProvider } from '../attached-provider.ts';
import { shown, testedFolders } from '../folders.ts';
import { openOn } from './support/emulator.ts';
import { TOOLS } from './support/tools.ts';

/** The tests that stand beside each module, with a provider that only pretends. */
const cases = testedFolders().flatMap((folder) => TOOLS.map((tool) => ({ folder, tool })));

let provider: AttachedProvider;
beforeAll(async () => {
  provider = await startProvider();
  return () => provider.stop();
});

describe.concurrent('its own tests', () => {
  for (const { folder, tool } of cases) {
    test(`${shown(folder)} passes with ${tool}`, async ({ expect, onTestFinished }) => {
      const { address } = provider;
      const root = await openOn(onTestFinished, { folder, tool, provider: address });
      const { code, stdout, stderr } = await root.run('test');
      expect(code, `${stdout}\n${stderr}`).toBe(0);
      expect(stdout).toMatch(/Success! [1-9]\d* passed, 0 failed/);
    });
  }
});
