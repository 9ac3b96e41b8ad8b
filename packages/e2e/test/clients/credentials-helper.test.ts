import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import type { Client } from '../../src/clients/client.ts';
import { RegistryCli } from '../../src/clients/registry-cli.ts';
import type { Target } from '../../src/target/target.ts';
import { startTarget } from '../support/start-target.ts';
import { TRANSPORTS } from '../support/transports.ts';
import { useTarget } from '../support/use-target.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

async function openCli(target: Target, environment?: Readonly<Record<string, string>>) {
  const cli = await RegistryCli.create(target, undefined, environment);
  onTestFinished(() => cli.remove());
  return cli;
}

/** A module in a namespace of its own, and a client that has no token for it. */
async function withoutToken(target: Target, client: Client) {
  const namespace = freshNamespace();
  const module = `${namespace}/vpc/aws`;
  const publisher = await openCli(target);
  await mkdir(publisher.path('vpc'));
  await writeFile(publisher.path('vpc/main.tf'), 'output "value" {\n  value = 1\n}\n');
  expect(await publisher.run('publish', module, '1.0.0', 'vpc')).toMatchObject({ code: 0 });
  const workspace = await openWorkspace(target, client, call(target, module), null);
  // They share a home, as on a person's machine.
  const cli = await openCli(target, workspace.environment);
  workspace.add({
    REGISTRY_TOKEN: await target.adminToken(),
    ...(target.certificate && {
      NODE_EXTRA_CA_CERTS: workspace.environment['SSL_CERT_FILE'] ?? '',
    }),
  });
  return { namespace, workspace, cli };
}

describe.each(TRANSPORTS)('the credentials helper over %s', (_, tls) => {
  const target = useTarget(() => startTarget({ tls }));
  const clients = inject('clients').filter(({ extent }) => extent === 'full');

  it.each(clients)('gets $name the token it needs', async (client) => {
    const { namespace, workspace, cli } = await withoutToken(target(), client);
    expect(await workspace.init()).not.toMatchObject({ code: 0 });
    const install = ['credentials-helper', 'install', '--scope', `download:${namespace}`];
    expect(await cli.run(...install)).toMatchObject({ code: 0, stderr: '' });
    expect(await workspace.init()).toMatchObject({ code: 0 });
    const status = JSON.parse((await cli.run('credentials-helper', 'status', '--json')).stdout);
    expect(status).toMatchObject({ installed: true, problem: null });
    expect(status.hosts[0].cached_until).not.toBeNull();
  });

  it.each(clients)('gets $name no more than it was installed for', async (client) => {
    const { workspace, cli } = await withoutToken(target(), client);
    const install = ['credentials-helper', 'install', '--scope', 'download:somebody-else'];
    expect(await cli.run(...install)).toMatchObject({ code: 0 });
    const { code, output } = await workspace.init();
    expect(code).not.toBe(0);
    expect(output).toContain('403');
  });

  it.each(clients)(
    "is not needed for $name where 'token config' has written a token",
    async (client) => {
      const { namespace, workspace, cli } = await withoutToken(target(), client);
      const write = ['token', 'config', '--scope', `download:${namespace}`];
      expect(await cli.run(...write)).toMatchObject({ code: 0 });
      workspace.add({ REGISTRY_TOKEN: '' });
      expect(await workspace.init()).toMatchObject({ code: 0 });
    },
  );
});
