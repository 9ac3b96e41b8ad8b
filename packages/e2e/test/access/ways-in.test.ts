import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Administrator } from '../../src/access/administrator.ts';
import { awsGateway, awsProof, gitlabJob, type WayIn } from '../../src/access/ways-in.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';
import { startKnownTarget } from './support/start-known-target.ts';
import { install, publish } from './support/use-token.ts';

const target = useTarget(startKnownTarget);
const clients = inject('clients').filter(({ extent }) => extent === 'full');
const stack = inject('stack');

const WAYS: readonly (readonly [name: string, open: () => WayIn | Promise<WayIn>])[] = [
  ['aws-proof', () => awsProof(target(), target().aws)],
  ['oidc', () => gitlabJob(target(), new Administrator(target()))],
  // Only AWS has a gateway that checks signatures.
  ...(stack === undefined
    ? []
    : [['aws-gateway', () => awsGateway(target(), target().aws, stack.region)] as const]),
];

describe.each(WAYS)('who comes in by %s', (wayName, open) => {
  const name = `${wayName}-${randomUUID().slice(0, 8)}`;
  let administrator: Administrator;
  let way: WayIn;
  beforeAll(async () => {
    administrator = new Administrator(target());
    way = await open();
    await administrator.send('PUT', `/v1/identities/${name}`, { match: way.match });
  });
  // Two of them are of the same caller.
  afterAll(() => administrator.send('DELETE', `/v1/identities/${name}`));
  const grant = (namespace: string, ...permissions: string[]) =>
    administrator.grant(`identity:${name}`, namespace, permissions);
  const given = async () => {
    const token = await way.ask();
    if (token === null) throw new Error('They were refused.');
    return token;
  };

  it('gets nothing while nothing is granted', async () => {
    expect(await way.ask()).toBeNull();
  });

  it.each(clients)('publishes and installs with $name what was granted', async (client) => {
    const namespace = freshNamespace();
    const revoke = await grant(namespace, 'download', 'upload');
    const token = await given();
    expect(await publish(target(), token, `${namespace}/vpc/aws`)).toBe(0);
    expect(await install(target(), client, token, `${namespace}/vpc/aws`)).toBe(0);
    expect(await way.askAsAnother()).toBeNull();
    await revoke();
    expect(await way.ask()).toBeNull();
  });

  it('does no more than was granted, and nowhere else', async () => {
    const [mine, others] = [freshNamespace(), freshNamespace()];
    for (const namespace of [mine, others]) {
      const admin = await target().adminToken();
      expect(await publish(target(), admin, `${namespace}/vpc/aws`)).toBe(0);
    }
    const revoke = await grant(mine, 'download');
    const token = await given();
    expect(await publish(target(), token, `${mine}/other/aws`)).toBe(3);
    for (const client of clients) {
      expect(await install(target(), client, token, `${others}/vpc/aws`)).toBe(1);
      expect(await install(target(), client, token, `${mine}/vpc/aws`)).toBe(0);
    }
    await revoke();
  });

  it('trades nothing more once everything given to them is revoked', async () => {
    const namespace = freshNamespace();
    const revoke = await grant(namespace, 'download');
    const api = new RegistryApi(target(), await given());
    await api.exchange(`download:${namespace}`);
    const { id } = await administrator.send('POST', '/v1/revocations', { identity: name });
    await expect(api.exchange(`download:${namespace}`)).rejects.toThrow('invalid_grant');
    await administrator.send('DELETE', `/v1/revocations/${id}`);
    await revoke();
  });
});
