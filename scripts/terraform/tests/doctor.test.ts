import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'vitest';
import { z } from 'zod';
import { type Deployment, inspectDeployment } from '../../../packages/aws/src/deployment/index.ts';
import { TEST_CREDENTIALS } from '../../../packages/aws/src/testing/index.ts';
import { RegistryCli } from '../../../packages/e2e/src/clients/registry-cli.ts';
import { startLocalTarget } from '../../../packages/e2e/src/target/local-target.ts';
import type { Root } from '../index.ts';
import { breaksOf } from './support/break-deployment.ts';
import { type AtEnd, openOnEmulator } from './support/emulator.ts';

const OUTPUT = 'output "doctor" {\n  value = module.registry.doctor\n}\n';

/** Protected, as a registry is that somebody means to keep. */
const PROTECTED = `module "registry" {\n  source = "../.."\n}\n\n${OUTPUT}`;

const Outputs = z.object({ doctor: z.custom<Deployment>((value) => value !== undefined) });
const Said = z.object({ errors: z.array(z.string()).optional() });

test.concurrent('the doctor finds nothing in a registry as it was applied, and each thing that is broken later', async ({
  expect,
  onTestFinished,
}) => {
  const { root, endpoint } = await openOnEmulator(onTestFinished, {
    folder: 'examples/minimal',
    tool: 'terraform',
  });
  await writeFile(join(root.folder, 'main.tf'), PROTECTED);
  const deployment = await apply(root);
  const ask = await openCli(onTestFinished, deployment, endpoint);
  expect(await ask()).toEqual({ code: 0, said: undefined });

  let known: readonly string[] = [];
  for (const { what, finding, cause } of breaksOf(deployment, endpoint)) {
    await cause();
    const found = await findings(deployment, endpoint);
    const news = found.filter((sentence) => !known.includes(sentence));
    expect(news, what).toEqual([expect.stringMatching(finding)]);
    known = found;
  }
  expect(await ask()).toEqual({ code: 9, said: known });
});

test.concurrent('the doctor finds the routes of a registry under a path of an API that was there before', async ({
  expect,
  onTestFinished,
}) => {
  const { root, endpoint } = await openOnEmulator(onTestFinished, {
    folder: 'examples/existing-api',
    tool: 'terraform',
  });
  await writeFile(join(root.folder, 'doctor.tf'), OUTPUT);
  expect(await findings(await apply(root), endpoint)).toEqual([]);
});

async function apply(root: Root): Promise<Deployment> {
  await root.apply();
  return Outputs.parse(await root.outputs()).doctor;
}

async function findings(deployment: Deployment, endpoint: string): Promise<readonly string[]> {
  const settings = { credentials: TEST_CREDENTIALS, endpoint, clock: () => new Date() };
  const checks = await inspectDeployment(deployment, settings);
  return checks.flatMap((check) => check.findings);
}

/** The program itself, as if what was deployed answered at the address of a registry that runs. */
async function openCli(atEnd: AtEnd, deployment: Deployment, endpoint: string) {
  const target = await startLocalTarget();
  atEnd(() => target.stop());
  const cli = await RegistryCli.create(target, undefined, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: TEST_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: TEST_CREDENTIALS.secretAccessKey,
  });
  atEnd(() => cli.remove());
  const file = cli.path('doctor.json');
  await writeFile(file, JSON.stringify({ ...deployment, base_url: target.baseUrl }));
  return async () => {
    const { code, stdout } = await cli.run('doctor', '--aws', file, '--json');
    return { code, said: Said.parse(JSON.parse(stdout)).errors };
  };
}
