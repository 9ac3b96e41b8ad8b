import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, Schema } from '../provider-6/schema.ts';
import { allUses, type Body, settingsOf, type Uses } from '../provider-6/uses.ts';

/**
 * What version 6 of the AWS provider still has and no longer wants, or means otherwise than 5.100,
 * which is the one that is run. A schema says nothing of it:
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade
 */
const TURNED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'data.aws_region': { name: 'use id, which both have' },
  'data.aws_s3_bucket': { region: 'in 6 it is where the provider looks, not where the bucket is' },
  'data.aws_vpc_endpoint_service': { region: 'deprecated' },
  'data.aws_vpc_peering_connection': { region: 'deprecated' },
  aws_s3_bucket: { region: 'in 6 it is an argument, and bucket_region tells where the bucket is' },
};

const PATH = join(import.meta.dirname, '../provider-6/generated/schema.json');

/** One sentence for each use of what version 6 does not have, or not as 5.100 has it. */
export async function usesGoneInProvider6(): Promise<string[]> {
  const schema = Schema.parse(JSON.parse(readFileSync(PATH, 'utf8')));
  return (await allUses()).flatMap((uses) => faultsOf(uses, schema));
}

export function faultsOf({ file, blocks, reads }: Uses, { types, provider }: Schema): string[] {
  const unknown = new Set<string>();
  const schemaOf = (type: string) => {
    const found = types[type];
    if (found === undefined) unknown.add(`${type} is not looked up yet; ${LOOK_UP}.`);
    return found;
  };
  const faults = [
    ...blocks.flatMap(({ type, body }) => {
      const schema = schemaOf(type);
      return schema === undefined ? [] : blockFaults(type, body, schema, provider);
    }),
    ...reads
      .filter(({ type, attribute }) => schemaOf(type)?.attributes.includes(attribute) === false)
      .map(({ type, attribute }) => `${type} has no ${attribute} in ${provider}.`),
    ...[...reads, ...blocks.flatMap(setsOf)].flatMap(({ type, attribute }) => {
      const advice = TURNED[type]?.[attribute];
      return advice === undefined ? [] : [`${type} has another ${attribute} in 6: ${advice}.`];
    }),
  ];
  return [...new Set([...unknown, ...faults])].map((fault) => `${file}: ${fault}`);
}

const LOOK_UP = 'run node scripts/terraform/provider-6/write.ts and commit what it writes';

function setsOf({ type, body }: { readonly type: string; readonly body: Body }) {
  return [...settingsOf(body).keys()].map((attribute) => ({ type, attribute }));
}

function blockFaults(path: string, body: Body, schema: Block, provider: string): string[] {
  const settings = settingsOf(body);
  const missing = schema.required.filter((name) => !settings.has(name));
  return [
    ...missing.map((name) => `${path} needs ${name} in ${provider}.`),
    ...[...settings].flatMap(([name, bodies]) => {
      if (schema.arguments.includes(name)) return [];
      const inner = schema.blocks[name];
      if (inner === undefined) return [`${path} has no ${name} in ${provider}.`];
      if (inner === null) return [`${name} of ${path} is not looked up yet; ${LOOK_UP}.`];
      return bodies.flatMap((each) => blockFaults(`${path}.${name}`, each, inner, provider));
    }),
  ];
}
