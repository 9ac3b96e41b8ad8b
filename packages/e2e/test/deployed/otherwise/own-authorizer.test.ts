import { describe, expect, it } from 'vitest';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import { startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import { compareFunctions } from '../../../src/deployed/stack/compare-functions.ts';
import { restApiIn } from '../../../src/deployed/state/rest-api-in-state.ts';
import { install, publish } from '../../access/support/use-token.ts';
import { oneOfEach } from '../../support/one-of-each.ts';
import { exchange, pathAt } from '../../support/raw-http.ts';
import { useTarget } from '../../support/use-target.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { oneNamespace } from '../support/one-namespace.ts';
import { useExample } from '../support/use-example.ts';

const AUTHORIZER = 'company-authorizer';
const example = useExample({ folder: 'examples/bring-your-own-authorizer' });
const target = useTarget(() => startDeployedTarget(example().stack));
const asked = () => target().stack.functions.invoked.filter((name) => name === AUTHORIZER).length;

/** What the registry says to these headers, line by line. */
async function whoami(...headers: string[]) {
  const lines = [`GET ${pathAt(target(), '/v1/whoami')} HTTP/1.1`, 'Host: x', ...headers, '', ''];
  return (await exchange(target(), lines.join('\r\n'))).status;
}

describe('a registry whose tokens are judged by a function of its owner', () => {
  oneNamespace(target);

  it('asks that function for each route that takes a token, and has none of its own', async () => {
    const { state, deployed } = target().stack;
    const kinds = restApiIn(state).routes.flatMap(({ access }) =>
      access.kind === 'authorizer' ? [access.authorizer] : [],
    );
    expect(kinds.length).toBeGreaterThan(20);
    for (const authorizer of kinds) {
      expect(authorizer).toMatchObject({ type: 'request', ttlSeconds: 30 });
      expect(authorizer.functionArn).toMatch(/:function:company-authorizer$/);
      expect(authorizer.identitySources).toEqual(['method.request.header.Authorization']);
    }
    expect(deployed.map(({ name }) => name).filter((name) => name.endsWith('authorizer'))).toEqual([
      AUTHORIZER,
    ]);
    expect(await compareFunctions(deployed, example().stack.controlPlane)).toEqual([]);
  });

  it.each(oneOfEach())('is published to, and installed from with $name', async (client) => {
    const namespace = freshNamespace();
    const before = asked();
    const admin = new RegistryApi(target());
    const token = await admin.exchange(`download:${namespace} upload:${namespace}`);
    expect(await publish(target(), token, `${namespace}/vpc/aws`)).toBe(0);
    expect(await install(target(), client, token, `${namespace}/vpc/aws`)).toBe(0);
    expect(asked()).toBeGreaterThan(before);
    for (const wrong of ['wrong', `${token.slice(0, -4)}AAAA`]) {
      expect(await install(target(), client, wrong, `${namespace}/vpc/aws`)).toBe(1);
    }
  });

  it('refuses what is no token of the registry, and asks nobody where there is none', async () => {
    const token = await target().adminToken();
    const [head, , signature] = token.split('.');
    const claims = { sub: 'identity:me', scope: 'admin', exp: 4_102_444_800 };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    expect(await whoami(`Authorization: Bearer ${token}`)).toBe(200);
    for (const headers of [
      ['Authorization: Bearer wrong'],
      [`Authorization: Bearer ${head}.${forged}.${signature}`],
      [`Authorization: Basic ${token}`],
      [`Authorization: Bearer ${token}`, 'Authorization: Bearer wrong'],
    ]) {
      expect(await whoami(...headers), headers[0]?.slice(0, 22)).toBe(401);
    }
    const before = asked();
    expect(await whoami(`Cookie: token=${token}`)).toBe(401);
    expect(asked()).toBe(before);
  });
});
