import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Deployment, inspectDeployment } from '../../../packages/aws/src/deployment/index.ts';
import { TEST_CREDENTIALS, testSettings } from '../../../packages/aws/src/testing/index.ts';
import { RegistryCli } from '../../../packages/e2e/src/clients/registry-cli.ts';
import { startLocalTarget } from '../../../packages/e2e/src/target/local-target.ts';
import type { Root } from '../index.ts';
import { breaksOf } from './support/break-deployment.ts';
import { type AtEnd, openOnEmulator } from './support/emulator.ts';
import { PolicyDocument, startPolicyGate } from './support/policy-gate.ts';

const OUTPUTS = `
output "doctor" {
  value = module.registry.doctor
}

output "administrator" {
  value = module.registry.policies.administrator
}
`;

/** Protected, as a registry is that somebody means to keep, closed to strangers, and with somebody on call. */
const registryWith = (cacheSeconds: number) => `
module "registry" {
  source     = "../.."
  access     = { source_ip_ranges = ["198.51.100.0/24"] }
  operations = { alarm_actions = ["arn:aws:sns:us-east-1:123456789012:on-call"] }
  authorizer = { cache_seconds = ${cacheSeconds} }
}
${OUTPUTS}`;

const Outputs = z.object({
  doctor: z.custom<Deployment>((value) => value !== undefined),
  administrator: z.string(),
});
/** Statements that are for people: they ask for tokens and read logs. */
const FOR_PEOPLE = ['SignForToken', 'LookAtLogs'];
const Said = z.object({ errors: z.array(z.string()).optional() });

test.concurrent('the doctor finds nothing in a registry as it was applied, each thing that is broken later, and nothing once its advice was followed', async ({
  onTestFinished,
}) => {
  const { root, endpoint } = await openOnEmulator(onTestFinished, {
    folder: 'examples/minimal',
    tool: 'terraform',
  });
  await writeFile(join(root.folder, 'main.tf'), registryWith(60));
  const { doctor: deployment, administrator } = await apply(root);
  const ask = await openCli(onTestFinished, deployment, endpoint);
  expect(await ask()).toEqual({ code: 0, said: undefined });
  await expectNothingLeftOut(onTestFinished, deployment, endpoint, administrator);

  let known: readonly string[] = [];
  const breaks = breaksOf(deployment, endpoint);
  for (const { what, findings, cause } of breaks) {
    await cause();
    const found = await inspect(deployment, endpoint);
    const news = found.filter((sentence) => !known.includes(sentence));
    expect(news, what).toEqual(findings.map((sentence) => expect.stringMatching(sentence)));
    known = found;
  }
  expect(await ask()).toEqual({ code: 9, said: known });

  for (const { cure } of breaks) await cure?.();
  await writeFile(join(root.folder, 'main.tf'), registryWith(61));
  expect(await inspect((await apply(root)).doctor, endpoint)).toEqual([]);
});

test.concurrent('the doctor finds the routes of a registry under a path of an API that was there before', async ({
  onTestFinished,
}) => {
  const { root, endpoint } = await openOnEmulator(onTestFinished, {
    folder: 'examples/existing-api',
    tool: 'terraform',
  });
  await writeFile(join(root.folder, 'doctor.tf'), OUTPUTS);
  const { doctor: deployment, administrator } = await apply(root);
  expect(await inspect(deployment, endpoint)).toEqual([]);
  await expectNothingLeftOut(onTestFinished, deployment, endpoint, administrator);
});

test.concurrent('the doctor takes an authorizer that was brought and a bucket that was adopted as they are', async ({
  onTestFinished,
}) => {
  const { root, endpoint } = await openOnEmulator(onTestFinished, {
    folder: 'examples/bring-your-own-authorizer',
    tool: 'terraform',
  });
  const s3 = new S3Client({ ...testSettings(endpoint), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'company-packages' }));
  const main = join(root.folder, 'main.tf');
  const packages = 'packages = { bucket = "company-packages" }';
  await writeFile(main, (await readFile(main, 'utf8')).replace(/packages = \{.*\}/, packages));
  await writeFile(join(root.folder, 'doctor.tf'), OUTPUTS);
  const { doctor: deployment, administrator } = await apply(root);
  expect(deployment).toMatchObject({ packages: { adopted: true } });
  expect(deployment.functions).not.toHaveProperty('authorizer');
  expect(await inspect(deployment, endpoint)).toEqual([]);
  await expectNothingLeftOut(onTestFinished, deployment, endpoint, administrator);
});

/** With the policy for administrators everything is seen; without any action of it, not. */
async function expectNothingLeftOut(
  atEnd: AtEnd,
  deployment: Deployment,
  endpoint: string,
  administrator: string,
): Promise<void> {
  const { Statement: all } = PolicyDocument.parse(JSON.parse(administrator));
  const gate = await startPolicyGate(atEnd, endpoint);
  expect(await inspect(deployment, gate.allow(all))).toEqual([]);
  for (const statement of all.filter(({ Sid }) => !FOR_PEOPLE.includes(Sid))) {
    for (const action of [statement.Action].flat()) {
      const rest = [statement.Action].flat().filter((other) => other !== action);
      const others = all.filter((other) => other !== statement);
      const left = rest.length === 0 ? others : [...others, { ...statement, Action: rest }];
      const found = await inspect(deployment, gate.allow(left));
      expect(found, action).not.toEqual([]);
      for (const sentence of found) {
        expect(sentence).toMatch(/^Could not look at .* refused \(AccessDenied.*\); allow them /);
        expect(sentence).toContain(action);
      }
    }
  }
}

async function apply(root: Root): Promise<z.infer<typeof Outputs>> {
  await root.apply();
  return Outputs.parse(await root.outputs());
}

async function inspect(deployment: Deployment, endpoint: string): Promise<readonly string[]> {
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
