import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Client } from '../../src/clients/client.ts';
import { Workspace } from '../../src/clients/workspace.ts';
import type { Target } from '../../src/target/target.ts';

/** A namespace that no other test uses. */
export function freshNamespace(): string {
  return `ns-${randomUUID().slice(0, 8)}`;
}

/** A workspace with `configuration` in it, which is gone when the test is over. */
export async function openWorkspace(
  target: Target,
  client: Client,
  configuration: string,
  token?: string | null,
): Promise<Workspace> {
  const workspace = await Workspace.create(target, client, token);
  onTestFinished(() => workspace.remove());
  await workspace.write(configuration);
  return workspace;
}

/** A module call; `module` is `<namespace>/<name>/<system>`, with `//submodule` if wanted. */
export function call(target: Target, module: string, version?: string, name = 'm'): string {
  const { host } = new URL(target.baseUrl);
  const constraint = version === undefined ? '' : `  version = "${version}"\n`;
  return `module "${name}" {\n  source = "${host}/${module}"\n${constraint}}\n`;
}
