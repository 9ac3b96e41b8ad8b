import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, test } from 'vitest';
import { RegistryCli } from '../../../packages/e2e/src/clients/registry-cli.ts';
import { startLocalTarget } from '../../../packages/e2e/src/target/local-target.ts';
import { pinProvider } from '../aws-provider.ts';
import { expectCode, openTool } from '../tool.ts';
import { startEmulator } from './support/emulator.ts';

const PACK_MODULE = join(import.meta.dirname, '../../release/pack-module.ts');

describe.concurrent('the released module', () => {
  for (const tool of ['terraform', 'tofu']) {
    test(`is published to a registry, from which ${tool} installs the registry`, async ({
      expect,
      onTestFinished,
    }) => {
      const folder = await mkdtemp(join(tmpdir(), 'registry-release-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const target = await startLocalTarget();
      onTestFinished(() => target.stop());
      const cli = await RegistryCli.create(target);
      onTestFinished(() => cli.remove());

      const file = join(folder, 'module.tar.gz');
      await promisify(execFile)(process.execPath, [PACK_MODULE, file]);
      const published = await cli.run('publish', 'platform/registry/aws', '0.1.0', file);
      expect(published).toMatchObject({ code: 0 });

      const host = new URL(target.baseUrl).host;
      await writeFile(
        join(folder, 'main.tf'),
        `module "registry" {
  source  = "${host}/platform/registry/aws"
  version = "0.1.0"
}
`,
      );
      await pinProvider(folder);
      const endpoint = await startEmulator(onTestFinished);
      const cliConfig = await target.cliConfig();
      const run = await openTool({ tool, scratch: folder, endpoint, cliConfig });
      expectCode(await run(folder, 'init', '-input=false', '-no-color'), 'init');
      const planned = await run(folder, 'plan', '-input=false', '-no-color');
      expect(expectCode(planned, 'plan')).toMatch(
        /Plan: [1-9]\d+ to add, 0 to change, 0 to destroy/,
      );
    });
  }
});
