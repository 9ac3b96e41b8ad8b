import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { startLocalTarget } from '../../src/target/local-target.ts';
import { useTarget } from '../support/use-target.ts';

const target = useTarget(() => startLocalTarget({ examples: true }));

// A user reads, copies and pastes; so does this, and adds nothing of its own.
describe.each(inject('clients'))('what the server prints when it starts', ({ name, program }) => {
  it(`is all it takes to install a module with ${name}`, async () => {
    await target().adminToken();
    const greeting = target().greeting();
    const [configuration = ''] = /^module ".*?^}$/ms.exec(greeting) ?? [];
    const [command, settings = ''] = /(TF_CLI_CONFIG_FILE=\S+) terraform init/.exec(greeting) ?? [];
    expect(command).toBeDefined();
    const cwd = await mkdtemp(join(tmpdir(), 'registry-user-'));
    onTestFinished(() => rm(cwd, { recursive: true }));
    await writeFile(join(cwd, 'main.tf'), configuration);
    const script = `${settings} CHECKPOINT_DISABLE=1 exec '${program}' init -no-color`;
    const { stdout } = await promisify(execFile)('sh', ['-c', script], {
      cwd,
      env: { PATH: '/usr/bin:/bin', HOME: cwd },
    });
    expect(stdout).toContain('example/label/generic 1.0.0 for label');
    expect(stdout).toContain('successfully initialized');
  });
});
