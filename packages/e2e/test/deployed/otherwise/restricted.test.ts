import { describe, expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../../src/api/package.ts';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import { AccessToken, ErrorBody } from '../../../src/api/schemas.ts';
import { startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import { type AwsCaller, roleArnOf } from '../../../src/deployed/gateway/callers.ts';
import type { Target } from '../../../src/target/target.ts';
import { declaredRoutes } from '../../access/support/declared-routes.ts';
import { install } from '../../access/support/use-token.ts';
import { oneOfEach } from '../../support/one-of-each.ts';
import { useTarget } from '../../support/use-target.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { sendSigned, session } from '../support/aws-callers.ts';
import { oneNamespace } from '../support/one-namespace.ts';
import { useExample } from '../support/use-example.ts';

const NAMED = { account: '111122223333' };
const named = session('ci-build', NAMED);
const silent = session('ci-silent', { ...NAMED, policies: [] });
const unnamed = session('deploy', NAMED);
const colleague = session('colleague', { organisation: 'o-abcdefghij' });
const branch = session('branch', { account: '444455556666', organisation: 'o-abcdefghij' });
const neighbour = session('neighbour', { organisation: 'o-zzzzzzzzzz' });
const local = session('local');

const INSIDE = { sourceIp: '198.51.100.9' };
const OUTSIDE = ['198.51.101.9', '203.0.113.6', '192.0.2.1', '2001:db8::1'];

const example = useExample({ folder: 'examples/restricted' });
const callers = [named, silent, unnamed, colleague, branch, neighbour, local];
const target = useTarget(() => startDeployedTarget(example().stack, { callers, origin: INSIDE }));

describe('who is at an address of the company', () => {
  oneNamespace(target);

  it.each(oneOfEach())('installs with $name', async (client) => {
    const module = `${freshNamespace()}/vpc/aws`;
    const api = new RegistryApi(target());
    await api.publish(`${module}/1.0.0`, await packTarGz(moduleFiles(module)));
    const token = await api.exchange(`download:${module.split('/')[0]}`);
    expect(await install(target(), client, token, module)).toBe(0);
    const outside = await target().from({ sourceIp: OUTSIDE[0] ?? '' });
    expect(await install(outside, client, token, module)).toBe(1);
  });

  it('is also at the last address that is named', async () => {
    const there = await target().from({ sourceIp: '203.0.113.7' });
    expect((await new RegistryApi(there).send('GET', '/v1/whoami')).status).toBe(200);
  });
});

describe('who is at another address', () => {
  it.each(OUTSIDE)('%s is denied on every route, and no function hears of it', async (sourceIp) => {
    const outside = await target().from({ sourceIp });
    const api = new RegistryApi(outside);
    await target().adminToken();
    const before = target().stack.functions.invoked.length;
    const routes = await declaredRoutes([freshNamespace()]);
    expect(routes.length).toBeGreaterThan(30);
    for (const { method, path, access } of routes) {
      const answer =
        access === 'aws_caller'
          ? await ask(colleague, method, path, outside)
          : await api.send(method, path);
      expect(answer.status, `${method} ${path}`).toBe(403);
      expect(ErrorBody.parse(JSON.parse(answer.text)).errors[0]).toContain('not allowed');
    }
    expect(target().stack.functions.invoked.length).toBe(before);
  });
});

function ask(by: AwsCaller, method: string, path: string, at: Target = target()) {
  const body = method === 'POST' ? {} : undefined;
  return sendSigned(at, by, { method, path, region: example().stack.region }, body);
}

describe('a token for a signed request', () => {
  const routes = [
    ['POST', '/v1/token'],
    ['GET', '/token?expiration_seconds=600'],
  ] as const;
  const statuses = (by: AwsCaller) =>
    Promise.all(routes.map(async ([method, path]) => (await ask(by, method, path)).status));

  it.each([
    ['of the principals that are named', named],
    ['of the organisation', colleague],
    ['of the organisation in an account of its own', branch],
  ])('is given to who is %s, and opens what they are granted', async (_, by) => {
    const namespace = freshNamespace();
    const query = new URLSearchParams({ principal: roleArnOf(by) });
    const path = `/v1/namespaces/${namespace}/grants?${query}`;
    const granted = await new RegistryApi(target()).send('PUT', path, { role: 'publisher' });
    expect(granted.status).toBe(201);
    expect(await statuses(by)).toEqual([200, 200]);
    const { text } = await ask(by, 'POST', '/v1/token');
    const token = target().evidence.token(AccessToken.parse(JSON.parse(text)).access_token);
    const api = new RegistryApi(target(), token);
    await api.publish(`${namespace}/vpc/aws/1.0.0`, await packTarGz(moduleFiles('x')));
    expect((await api.send('GET', '/v1/modules/elsewhere/vpc/aws/versions')).status).toBe(403);
  });

  it.each([
    ['of the account of the registry, whose policies allow it', local],
    ['of another organisation', neighbour],
    ['of a named account under another name', unnamed],
    ['named, and not allowed to by their own account', silent],
  ])('is refused to who is %s', async (_, by) => {
    expect(await statuses(by)).toEqual([403, 403]);
  });
});
