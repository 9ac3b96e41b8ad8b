import { join } from 'node:path';
import { moduleFiles, packTarGz } from '../../../packages/e2e/src/api/package.ts';
import { RegistryApi } from '../../../packages/e2e/src/api/registry-api.ts';
import { Workspace } from '../../../packages/e2e/src/clients/workspace.ts';
import { startDeployedTarget } from '../../../packages/e2e/src/deployed/deployed-target.ts';
import { applyStack } from '../../../packages/e2e/src/deployed/stack/apply-stack.ts';
import { startLocalTarget } from '../../../packages/e2e/src/target/local-target.ts';
import type { Target } from '../../../packages/e2e/src/target/target.ts';
import { installEngine } from '../../engines/index.ts';
import type { Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';
import { ROOT } from '../processes/builds.ts';
import { run } from '../processes/run.ts';
import { alternate } from '../rounds/alternate.ts';
import { compare } from '../rounds/compare.ts';
import { median } from '../rounds/statistics.ts';
import { type Bill, billFor, describeBill } from './bill.ts';
import { measureLoading } from './loading.ts';

const MODULES = 20;
const CLIENT = { name: 'terraform', product: 'terraform', extent: 'full' } as const;

/** The stack as deployed, on an emulator: what it is billed for, and its time beside the server's. */
export async function measureDeployed(context: PartContext): Promise<Measurement[]> {
  const { quick, atEnd, say } = context;
  say('building and applying');
  await run(join(ROOT, 'scripts/package-lambdas'), [], { cwd: ROOT, env: process.env });
  const { stack, stop } = await applyStack({ folder: 'examples/minimal', tool: 'terraform' });
  atEnd(stop);
  const deployed = await startDeployedTarget(stack);
  atEnd(() => deployed.close());
  const local = await startLocalTarget({ tls: true });
  atEnd(() => local.stop());

  say(`publishing ${MODULES} modules`);
  await publish(local, 0);
  for (let module = 1; module < MODULES; module += 1) await publish(deployed, module);
  const published = await billFor(deployed.stack, () => publish(deployed, 0));
  say('installing them');
  const workspace = await Workspace.create(deployed, {
    ...CLIENT,
    program: await installEngine('terraform'),
  });
  atEnd(() => workspace.remove());
  const { host } = new URL(deployed.baseUrl);
  const calls = Array.from({ length: MODULES }, (_, n) => {
    const source = `${host}/bench/module-${n}/generic`;
    return `module "m${n}" {\n  source  = "${source}"\n  version = "1.0.0"\n}\n`;
  });
  await workspace.write(calls.join(''));
  const installed = await billFor(deployed.stack, async () => {
    const { code, output } = await workspace.init();
    if (code !== 0) throw new Error(output);
  });

  say('warm requests beside the server');
  const path = '/v1/modules/bench/module-0/generic';
  const rounds = quick ? 20 : 300;
  const ask = async (target: Target, route: string) => timed(new RegistryApi(target), route);
  const uncached = async (route: string) => {
    const token = await new RegistryApi(deployed).exchange('download:bench');
    return timed(new RegistryApi(deployed, token), route);
  };
  const measurements: Measurement[] = [];
  for (const route of [`${path}/versions`, `${path}/1.0.0/download`]) {
    const name = route.split('/').at(-1);
    for (const [how, ours] of [
      ['answer of the authorizer cached', () => ask(deployed, route)],
      ['authorizer asked', () => uncached(route)],
    ] as const) {
      const pair = await alternate(rounds, ours, () => ask(local, route));
      const from = `${median(pair.ours).toFixed(1)} and ${median(pair.other).toFixed(1)} ms`;
      const what = `/${name} through the deployed chain, ${how}, time beside the server`;
      measurements.push({ name: what, ...compare(pair), unit: 'ratio', from });
    }
  }
  say('starting each function');
  const loading = await measureLoading(deployed.stack.deployed, stack.region, context);
  return [
    ...loading,
    ...measurements,
    billed(`terraform init of ${MODULES} modules: invocations`, installed),
    billed('publishing a version: invocations', published),
  ];
}

async function publish(target: Target, module: number): Promise<void> {
  const files = moduleFiles(`module ${module}`);
  const version = `bench/module-${module}/generic/1.0.0`;
  await new RegistryApi(target).publish(version, await packTarGz(files));
}

async function timed(api: RegistryApi, route: string): Promise<number> {
  const started = performance.now();
  const { status, text } = await api.send('GET', route);
  if (status !== 200) throw new Error(`${route}: ${status} ${text}`);
  return performance.now() - started;
}

function billed(name: string, bill: Bill): Measurement {
  return { name, value: bill.invocations, unit: 'calls', from: describeBill(bill) };
}
