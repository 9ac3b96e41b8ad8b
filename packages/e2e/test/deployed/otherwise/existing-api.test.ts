import { describe, expect, it } from 'vitest';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import { startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import { roleArnOf } from '../../../src/deployed/gateway/callers.ts';
import { compareApi } from '../../../src/deployed/stack/compare-api.ts';
import { compareFunctions } from '../../../src/deployed/stack/compare-functions.ts';
import { restApiIn } from '../../../src/deployed/state/rest-api-in-state.ts';
import { declaredRoutes } from '../../access/support/declared-routes.ts';
import { install, publish } from '../../access/support/use-token.ts';
import { oneOfEach } from '../../support/one-of-each.ts';
import { useTarget } from '../../support/use-target.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { sendSigned, session } from '../support/aws-callers.ts';
import { oneNamespace } from '../support/one-namespace.ts';
import { useExample } from '../support/use-example.ts';
import { withHostBlock } from '../support/with-host-block.ts';

const builder = session(freshNamespace());
const example = useExample({ folder: 'examples/existing-api' });
const target = useTarget(() => startDeployedTarget(example().stack, { callers: [builder] }));
const api = () => new RegistryApi(target());

describe('a registry under a path of an API that was there', () => {
  oneNamespace(target);

  it('has every route that the code declares under that path, as the emulator holds it', async () => {
    const { state, deployed } = target().stack;
    const made = restApiIn(state);
    const { controlPlane } = example().stack;
    expect(await compareApi(made, controlPlane)).toEqual([]);
    expect(await compareFunctions(deployed, controlPlane)).toEqual([]);
    const routes = made.routes.map(({ method, resource }) =>
      `${method} ${resource}`.replaceAll(/\{\w+\}/g, 'x'),
    );
    const declared = (await declaredRoutes(['x'])).map(({ method, path }) =>
      `${method} /registry${path}`.replaceAll(/\/(?:vpc|aws|1\.0\.0|none)(?=\/|$)/g, '/x'),
    );
    expect(routes.sort()).toEqual(declared.sort());
  });

  it.each(oneOfEach())(
    'is published to, and installed from with $name and the host block',
    async (client) => {
      const namespace = freshNamespace();
      const token = await api().exchange(`download:${namespace} upload:${namespace}`);
      expect(await publish(target(), token, `${namespace}/vpc/aws`)).toBe(0);
      const told = withHostBlock(target());
      expect(await install(told, client, token, `${namespace}/vpc/aws`)).toBe(0);
      expect(await install(told, client, 'wrong', `${namespace}/vpc/aws`)).toBe(1);
    },
  );

  it('says where it is: discovery, keys and the issuer of its tokens', async () => {
    const { baseUrl, issuer } = target();
    const read = async (path: string) => {
      const { status, text } = await api().raw('GET', `${baseUrl}${path}`, {});
      expect(status).toBe(200);
      return JSON.parse(text);
    };
    expect(issuer).toMatch(/^https:\/\/\w+\.execute-api\.[\w-]+\.amazonaws\.com\/prod\/registry$/);
    expect(await read('/.well-known/openid-configuration')).toMatchObject({ issuer });
    expect(await read('/.well-known/jwks.json')).toMatchObject({ keys: [{ kty: 'EC' }] });
    const services = await read('/.well-known/terraform.json');
    expect(new URL(services['modules.v1'], baseUrl).pathname).toBe('/prod/registry/v1/modules/');
  });

  it('answers under its path alone', async () => {
    const root = target().baseUrl.replace(/\/registry$/, '');
    for (const path of [
      '/.well-known/terraform.json',
      '/v1/whoami',
      '/registry-of-others/healthz',
    ]) {
      const Authorization = `Bearer ${await target().adminToken()}`;
      expect((await api().raw('GET', `${root}${path}`, { Authorization })).status, path).toBe(403);
    }
  });

  it('takes signed requests of who is granted something', async () => {
    const route = { method: 'POST', path: '/v1/token', region: example().stack.region };
    expect((await sendSigned(target(), builder, route, {})).status).toBe(400);
    const query = new URLSearchParams({ principal: roleArnOf(builder) });
    const grants = `/v1/namespaces/${freshNamespace()}/grants?${query}`;
    expect((await api().send('PUT', grants, { role: 'reader' })).status).toBe(201);
    const answer = await sendSigned(target(), builder, route, {});
    expect(answer.status).toBe(200);
    target().evidence.token(JSON.parse(answer.text).access_token);
  });
});
