import { mkdir, writeFile } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import type { Client } from '../../../src/clients/client.ts';
import { RegistryCli } from '../../../src/clients/registry-cli.ts';
import type { Target } from '../../../src/target/target.ts';
import { call, openWorkspace } from '../../support/workspaces.ts';

/** The exit code of `registry-cli publish`, by who has nothing but `token`. */
export async function publish(target: Target, token: string, module: string): Promise<number> {
  const cli = await RegistryCli.create(target, token);
  onTestFinished(() => cli.remove());
  await mkdir(cli.path('vpc'));
  await writeFile(cli.path('vpc/main.tf'), 'output "value" {\n  value = 1\n}\n');
  return (await cli.run('publish', module, '1.0.0', 'vpc')).code;
}

/** The exit code of `init` of a root that wants `module`, by who has nothing but `token`. */
export async function install(
  target: Target,
  client: Client,
  token: string,
  module: string,
): Promise<number> {
  const workspace = await openWorkspace(target, client, call(target, module), token);
  return (await workspace.init()).code;
}
