import { mkdir, writeFile } from 'node:fs/promises';
import { ROLE_SESSION, type RunningSts, startSts } from '@registry/aws/testing';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { RegistryCli } from '../../src/clients/registry-cli.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';
import { useTarget } from '../support/use-target.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

let sts: RunningSts;
beforeAll(async () => {
  sts = await startSts();
});
afterAll(() => sts.dispose());

const target = useTarget(() =>
  startLocalTarget({ env: { STS_HOSTS: sts.host, NODE_EXTRA_CA_CERTS: sts.certificateFile } }),
);
const clients = inject('clients').filter(({ extent }) => extent === 'full');

/** A machine with AWS credentials, and nothing else that opens anything. */
const credentials = (secret = ROLE_SESSION.secretAccessKey) => ({
  AWS_ACCESS_KEY_ID: ROLE_SESSION.accessKeyId,
  AWS_SECRET_ACCESS_KEY: secret,
  AWS_SESSION_TOKEN: ROLE_SESSION.sessionToken ?? '',
  AWS_ENDPOINT_URL_STS: `https://${sts.host}`,
});

/** An identity for the role, with a grant of a namespace that has a module. */
async function withGrant() {
  const namespace = freshNamespace();
  const api = new RegistryApi(target());
  const publisher = await RegistryCli.create(target());
  onTestFinished(() => publisher.remove());
  await mkdir(publisher.path('vpc'));
  await writeFile(publisher.path('vpc/main.tf'), 'output "value" {\n  value = 1\n}\n');
  await publisher.run('publish', `${namespace}/vpc/aws`, '1.0.0', 'vpc');
  const { account, arn } = ROLE_SESSION;
  const put = async (path: string, body: object) => {
    const { status, text } = await api.send('PUT', path, body);
    expect([200, 201], text).toContain(status);
  };
  await put('/v1/identities/builder', { match: { aws_account: account, arn } });
  const grant = `/v1/namespaces/${namespace}/grants?principal=identity:builder`;
  await put(grant, { role: 'publisher', reason: 'builds' });
  return { namespace, revoke: () => api.send('DELETE', grant) };
}

async function openCli(environment: Readonly<Record<string, string>>) {
  const cli = await RegistryCli.create(target(), null, environment);
  onTestFinished(() => cli.remove());
  return cli;
}

describe('an AWS caller', () => {
  it('gets a token that does what the role is granted, until it is not', async () => {
    const { namespace, revoke } = await withGrant();
    const cli = await openCli(credentials());
    const get = ['token', 'get', '--identity', 'builder', '--scope', `upload:${namespace}`];
    const { code, stdout } = await cli.run(...get);
    expect(code).toBe(0);
    target().evidence.token(stdout.trim());
    const claims = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ sub: 'identity:builder', scope: `upload:${namespace}` });
    const wider = await cli.run('token', 'get', '--scope', 'upload:somebody-else');
    expect(wider).toMatchObject({ code: 3, stdout: '' });
    await revoke();
    expect(await cli.run(...get)).toMatchObject({ code: 3, stdout: '' });
  });

  it('whom AWS does not know gets none', async () => {
    await withGrant();
    const cli = await openCli(credentials('not-the-secret-access-key'));
    const ended = await cli.run('token', 'get');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).not.toContain('not-the-secret');
  });

  it.each(clients)('installs with $name and the credentials helper', async (client) => {
    const { namespace } = await withGrant();
    const module = call(target(), `${namespace}/vpc/aws`);
    const workspace = await openWorkspace(target(), client, module, null);
    const cli = await openCli(workspace.environment);
    expect(await cli.run('credentials-helper', 'install')).toMatchObject({ code: 0 });
    workspace.add({ ...credentials(), AWS_SECRET_ACCESS_KEY: 'wrong' });
    expect(await workspace.init()).not.toMatchObject({ code: 0 });
    workspace.add(credentials());
    const before = sts.requests.length;
    expect(await workspace.init()).toMatchObject({ code: 0 });
    expect(sts.requests.length - before).toBe(1);
  });
});
