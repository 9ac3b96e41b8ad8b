import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { moduleFiles, packTarGz } from '../../../src/api/package.ts';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import { startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import type { Origin } from '../../../src/deployed/gateway/request.ts';
import { only, readState } from '../../../src/deployed/state/state.ts';
import { declaredRoutes } from '../../access/support/declared-routes.ts';
import { install } from '../../access/support/use-token.ts';
import { oneOfEach } from '../../support/one-of-each.ts';
import { useTarget } from '../../support/use-target.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { sendSigned, session } from '../support/aws-callers.ts';
import { oneNamespace } from '../support/one-namespace.ts';
import { useExample } from '../support/use-example.ts';
import { withHostBlock } from '../support/with-host-block.ts';

const Endpoint = z.object({ id: z.string(), vpc_id: z.string(), service_name: z.string() });
const builder = session('builder');

const example = useExample({ folder: 'examples/private' });

/** The endpoints of the example that lead to `service`. */
function endpoint(service: string) {
  const all = readState(example().stack.shown).all('aws_vpc_endpoint', Endpoint);
  return only(
    all.filter(({ service_name }) => service_name.endsWith(`.${service}`)),
    `endpoints of ${service}`,
  );
}

const by = (id: string, vpc = 'vpc-0'): Origin => ({
  sourceIp: '10.20.1.7',
  network: { 'aws:SourceVpce': id, 'aws:SourceVpc': vpc },
});
const within = () => by(endpoint('execute-api').id, endpoint('execute-api').vpc_id);

const target = useTarget(() =>
  startDeployedTarget(example().stack, { callers: [builder], origin: within() }),
);

describe('who comes by the VPC endpoint that is named', () => {
  oneNamespace(target);

  it.each(oneOfEach())('installs with $name and the host block of the output', async (client) => {
    const module = `${freshNamespace()}/vpc/aws`;
    const api = new RegistryApi(target());
    await api.publish(`${module}/1.0.0`, await packTarGz(moduleFiles(module)));
    const token = await api.exchange(`download:${module.split('/')[0]}`);
    expect(await install(withHostBlock(target()), client, token, module)).toBe(0);
    const elsewhere = await target().from({ sourceIp: '192.0.2.1' });
    expect(await install(elsewhere, client, token, module)).toBe(1);
  });
});

describe('nobody else gets as far as a function', () => {
  it.each<[string, () => Origin]>([
    ['on the internet', () => ({ sourceIp: '192.0.2.1' })],
    ['at an address of the VPC, by no endpoint', () => ({ sourceIp: '10.20.1.7' })],
    ['in another VPC, by an endpoint of theirs', () => by('vpce-0123456789abcdef0')],
    [
      'in the same VPC, by another endpoint',
      () => by('vpce-0123456789abcdef0', endpoint('execute-api').vpc_id),
    ],
    ['by an endpoint of another service', () => by(endpoint('kms').id, endpoint('kms').vpc_id)],
  ])('%s', async (_, origin) => {
    const there = await target().from(origin());
    const api = new RegistryApi(there);
    await target().adminToken();
    const before = target().stack.functions.invoked.length;
    const { region } = example().stack;
    for (const { method, path, access } of await declaredRoutes([freshNamespace()])) {
      const { status } =
        access === 'aws_caller'
          ? await sendSigned(there, builder, { method, path, region })
          : await api.send(method, path);
      expect(status, `${method} ${path}`).toBe(403);
    }
    expect(target().stack.functions.invoked.length).toBe(before);
  });
});
