import type { Engine } from './engine.ts';
import { EngineError } from './engine.ts';

const TOFU = 'github.com/opentofu/opentofu';
const TERRAFORM = 'github.com/hashicorp/terraform';

/** Quickest to build first: that is also the order in which `--all` builds. */
export const ENGINES: readonly Engine[] = [
  {
    name: 'moto',
    version: '5.2.1',
    purpose: "AWS's control plane, KMS and STS, for terraform apply",
    minutes: 1,
    recipe: { kind: 'pip' },
    product: '.',
    proof: {
      command: ['bin/python', '-c', 'import moto.server; print(moto.__version__)'],
      prints: '5.2.1',
    },
  },
  {
    name: 'aws-cli',
    version: '1.46.2',
    purpose: 'the commands for AWS that the guides tell people to type',
    minutes: 1,
    recipe: { kind: 'pip' },
    product: 'bin/aws',
    proof: { command: ['bin/python', '-m', 'awscli', '--version'], prints: 'aws-cli/1.46.2 ' },
  },
  {
    name: 'checkov',
    version: '3.3.30',
    purpose: 'looks for insecure settings in Terraform',
    minutes: 1,
    recipe: { kind: 'pip' },
    product: 'bin/checkov',
    proof: {
      command: ['bin/python', '-c', 'from checkov.version import version; print(version)'],
      prints: '3.3.30',
    },
  },
  {
    name: 'terraform-docs',
    version: '0.20.0',
    purpose: 'the tables of inputs and outputs in the READMEs of modules',
    minutes: 1,
    recipe: { kind: 'go', mainPackage: 'github.com/terraform-docs/terraform-docs', set: [] },
    product: 'terraform-docs',
    proof: { command: ['./terraform-docs', '--version'], prints: 'terraform-docs version v0.20.0' },
  },
  {
    name: 'dynamodb-local',
    version: '2.6.0',
    purpose: 'DynamoDB with real transactions',
    minutes: 1,
    recipe: { kind: 'maven' },
    product: '.',
    proof: {
      command: [
        'java',
        '-Djava.library.path=lib',
        '-cp',
        'lib/*',
        'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
        '-help',
      ],
      prints: '-inMemory',
    },
  },
  {
    name: 'versitygw',
    version: '1.8.0',
    purpose: 'S3 that checks signatures, checksums and conditions',
    minutes: 2,
    recipe: {
      kind: 'go',
      mainPackage: 'github.com/versity/versitygw/cmd/versitygw',
      set: ['main.Version=v1.8.0'],
    },
    product: 'versitygw',
    proof: { command: ['./versitygw', '--version'], prints: 'v1.8.0' },
  },
  {
    name: 'tofu',
    version: '1.12.6',
    purpose: 'the newest OpenTofu',
    minutes: 5,
    recipe: { kind: 'go', mainPackage: `${TOFU}/cmd/tofu`, set: [`${TOFU}/version.dev=no`] },
    product: 'tofu',
    proof: { command: ['./tofu', 'version'], prints: 'OpenTofu v1.12.6\n' },
  },
  {
    name: 'terraform-1.5',
    version: '1.5.7',
    purpose: 'the last Terraform under the MPL, still wide-spread',
    minutes: 3,
    recipe: { kind: 'go', mainPackage: TERRAFORM, set: [] },
    product: 'terraform',
    proof: { command: ['./terraform', 'version'], prints: 'Terraform v1.5.7\n' },
  },
  {
    name: 'tofu-1.8',
    version: '1.8.11',
    purpose: 'an OpenTofu from before it named itself on package requests',
    minutes: 3,
    recipe: { kind: 'go', mainPackage: `${TOFU}/cmd/tofu`, set: [`${TOFU}/version.dev=no`] },
    product: 'tofu',
    proof: { command: ['./tofu', 'version'], prints: 'OpenTofu v1.8.11\n' },
  },
  {
    name: 'terraform-1.13',
    version: '1.13.3',
    purpose: 'a Terraform newer than the one most people have',
    minutes: 3,
    recipe: { kind: 'go', mainPackage: TERRAFORM, set: [`${TERRAFORM}/version.dev=no`] },
    product: 'terraform',
    proof: { command: ['./terraform', 'version'], prints: 'Terraform v1.13.3\n' },
  },
];

/** The clients beside the default pair (the PATH's terraform and `tofu`). */
export const OTHER_CLIENTS: readonly string[] = ['terraform-1.5', 'tofu-1.8', 'terraform-1.13'];

export function findEngine(name: string): Engine {
  const engine = ENGINES.find((candidate) => candidate.name === name);
  if (engine === undefined) {
    const known = ['terraform', ...ENGINES.map((candidate) => candidate.name)].join(', ');
    throw new EngineError(`There is no engine "${name}"; there are: ${known}.`);
  }
  return engine;
}
