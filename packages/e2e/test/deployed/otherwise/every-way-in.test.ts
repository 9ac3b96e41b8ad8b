import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import { startConnectProxy } from '../../../src/deployed/connect-proxy.ts';
import { startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import type { Gateway } from '../../../src/deployed/gateway/gateway.ts';
import { renderCredentials } from '../../../src/deployed/render-cli-config.ts';
import type { Stack } from '../../../src/deployed/stack/stack.ts';
import { restApiIn } from '../../../src/deployed/state/rest-api-in-state.ts';
import { readState } from '../../../src/deployed/state/state.ts';
import { SECRET, tokensAsTheyAre } from '../../access/support/tokens-as-they-are.ts';
import { install, publish } from '../../access/support/use-token.ts';
import { oneOfEach } from '../../support/one-of-each.ts';
import { useTarget } from '../../support/use-target.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { oneNamespace } from '../support/one-namespace.ts';
import { useExample } from '../support/use-example.ts';
import { withHostBlock } from '../support/with-host-block.ts';

const settings = (keys: object) => ({ hs256_secret: SECRET, keys });
const example = useExample({
  folder: 'examples/minimal',
  additions: join(import.meta.dirname, '../support/additions/every-way-in'),
  variables: settings({ first: { signs: true }, second: {} }),
});
const target = useTarget(() => startDeployedTarget(example().stack));
const clients = oneOfEach();
const api = (token?: string) => new RegistryApi(target(), token);

/** How long a decision of before may hold, as it was deployed: what is kept, and what was read. */
function staleSeconds(): { cache: number; refresh: number } {
  const { state, deployed } = target().stack;
  const ttls = restApiIn(state).routes.flatMap(({ access }) =>
    access.kind === 'authorizer' ? [access.authorizer.ttlSeconds] : [],
  );
  const refresh = deployed.flatMap((fn) => fn.environment['REVOCATION_REFRESH_SECONDS'] ?? []);
  return { cache: Math.max(...ttls), refresh: Math.max(...refresh.map(Number)) };
}

// Timers may go off a moment early.
const pass = (seconds: number) => sleep(seconds * 1000 + 20);

tokensAsTheyAre({
  target,
  clients,
  settle: () => pass(staleSeconds().cache + staleSeconds().refresh),
});
oneNamespace(target);

describe('a registry under a domain that it shares with another API', () => {
  /** The same for who has nothing but a token, where `document` is published at the root. */
  async function published(document: string | undefined) {
    const { host, pathname } = new URL(target().baseUrl);
    const shared: Gateway = async (mount, request) => {
      if (request.path.startsWith(`${pathname}/`)) return target().stack.gateway(mount, request);
      const isThere = document !== undefined && request.path === '/.well-known/terraform.json';
      return {
        status: isThere ? 200 : 404,
        headers: [['Content-Type', 'application/json']],
        body: Buffer.from(isThere ? document : '{}'),
      };
    };
    const listener = await target().stack.serve(shared, { kind: 'domain', basePath: pathname });
    const proxy = await startConnectProxy({ [host]: Number(new URL(listener.origin).port) });
    onTestFinished(() => proxy.close());
    return {
      ...target(),
      proxy: proxy.url,
      cliConfig: async (token?: string | null) =>
        renderCredentials(target().baseUrl, token ?? (await target().adminToken())),
    };
  }

  it('is found by the host block, or by the discovery document at the root', async () => {
    expect(target().baseUrl).toBe('https://platform.example.com/registry');
    const namespace = freshNamespace();
    const module = `${namespace}/vpc/aws`;
    const token = await api().exchange(`download:${namespace} upload:${namespace}`);
    expect(await publish(target(), token, module)).toBe(0);
    const document = target().stack.state.output('discovery_document', z.string());
    const [discovered, lost] = [await published(document), await published(undefined)];
    for (const client of clients) {
      expect(await install(withHostBlock(target()), client, token, module)).toBe(0);
      expect(await install(discovered, client, token, module)).toBe(0);
      expect(await install(lost, client, token, module)).toBe(1);
    }
  });
});

describe('a token that is revoked', () => {
  it('opens nothing after the stated time, however busily it is used meanwhile', async () => {
    const namespace = freshNamespace();
    const scope = `download:${namespace} upload:${namespace}`;
    const [token, other] = [await api().exchange(scope), await api().exchange(scope)];
    expect(await publish(target(), token, `${namespace}/vpc/aws`)).toBe(0);
    const installs = (by: string) =>
      Promise.all(clients.map((each) => install(target(), each, by, `${namespace}/vpc/aws`)));
    expect(await installs(token)).toEqual(clients.map(() => 0));

    const { jti } = claimsOf(token);
    const revoked = await api().send('POST', '/v1/revocations', { jti, reason: 'lost' });
    expect(revoked.status).toBe(201);
    await expect(api(token).exchange()).rejects.toThrow(/400: .*invalid_grant/);
    const { cache, refresh } = staleSeconds();
    expect({ cache, refresh }).toEqual({ cache: 2, refresh: 1 });
    let isOver = false;
    const use = async () => {
      while (!isOver) await api(token).send('GET', '/v1/whoami');
    };
    await Promise.all([use(), pass(cache + refresh).then(() => (isOver = true))]);

    expect(await installs(token)).toEqual(clients.map(() => 1));
    expect((await api(token).send('GET', '/v1/whoami')).status).toBe(401);
    expect(await publish(target(), token, `${namespace}/other/aws`)).toBe(3);
    await expect(api(token).exchange()).rejects.toThrow(/400: .*invalid_grant/);
    expect(await installs(other)).toEqual(clients.map(() => 0));
  });
});

// The last one: the administrator's first token is of the key that is switched off.
describe('tokens of two signing keys, one of which is switched off', () => {
  it('are good side by side, and those of that key for the cache time at most', async () => {
    const namespace = freshNamespace();
    const module = `${namespace}/vpc/aws`;
    const installs = (by: string) =>
      Promise.all(clients.map((each) => install(target(), each, by, module)));
    const apply = async (keys: object) => {
      const changed = await example().change(settings(keys));
      await target().stack.deploy(changed);
      return restDeployments(changed);
    };
    const before = restDeployments(example().stack);
    const old = await api().exchange(`download:${namespace} upload:${namespace}`);
    expect(await publish(target(), old, module)).toBe(0);

    expect(await apply({ first: {}, second: { signs: true } })).toEqual(before);
    const young = await api(old).exchange();
    expect(headerOf(young).kid).not.toBe(headerOf(old).kid);
    for (const token of [old, young]) expect(await installs(token)).toEqual(clients.map(() => 0));
    expect(await knownKeys()).toEqual([headerOf(old).kid, headerOf(young).kid].sort());

    expect(await apply({ first: { enabled: false }, second: { signs: true } })).toEqual(before);
    expect(await knownKeys()).toEqual([headerOf(young).kid]);
    await expect(api(old).exchange()).rejects.toThrow(/400: .*invalid_grant/);
    await pass(staleSeconds().cache);
    expect(await installs(old)).toEqual(clients.map(() => 1));
    expect((await api(old).send('GET', '/v1/whoami')).status).toBe(401);
    expect(await publish(target(), old, `${namespace}/other/aws`)).toBe(3);
    expect(await installs(young)).toEqual(clients.map(() => 0));
    expect(await publish(target(), young, `${namespace}/other/aws`)).toBe(0);
  });

  async function knownKeys(): Promise<string[]> {
    const { text } = await api().raw('GET', `${target().baseUrl}/.well-known/jwks.json`, {});
    return Jwks.parse(JSON.parse(text))
      .keys.map(({ kid }) => kid)
      .sort();
  }
});

const Jwks = z.object({ keys: z.array(z.object({ kid: z.string() })) });
const Claims = z.object({ jti: z.string() });
const Header = z.object({ kid: z.string() });
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());
const headerOf = (token: string) => Header.parse(decode(token.split('.')[0]));
const claimsOf = (token: string) => Claims.parse(decode(token.split('.')[1]));

/** The deployments of the API: another one forgets what authorizers have said. */
const restDeployments = ({ shown }: Stack) =>
  readState(shown).all('aws_api_gateway_deployment', z.object({ id: z.string() }));
