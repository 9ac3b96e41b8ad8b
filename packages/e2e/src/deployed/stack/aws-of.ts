import { z } from 'zod';
import type { AwsDeps } from '../aws/handle-request.ts';
import type { Holder } from '../aws/judge-call.ts';
import type { DeployedFunction } from '../functions/deployed-function.ts';
import { resourcePoliciesIn, rolesIn } from '../state/policies-in-state.ts';
import { only, type State } from '../state/state.ts';
import type { Stack } from './stack.ts';

const Table = z.object({
  arn: z.string(),
  name: z.string(),
  hash_key: z.string(),
  server_side_encryption: z.array(z.object({ kms_key_arn: z.string().nullish() })).nullish(),
});
const Encryption = z.object({
  bucket: z.string(),
  rule: z.array(
    z.object({
      apply_server_side_encryption_by_default: z.array(
        z.object({ kms_master_key_id: z.string().nullish() }),
      ),
    }),
  ),
});
const Alias = z.object({ name: z.string(), target_key_arn: z.string() });
const ManagedPolicy = z.object({ arn: z.string(), policy: z.string() });

/** Engines, roles and policies of what was deployed, for the stand-in of AWS. */
export function awsOf(
  stack: Stack,
  state: State,
  functions: readonly DeployedFunction[],
): Omit<AwsDeps, 'callers' | 'recorder' | 'troubles'> {
  const table = only(state.all('aws_dynamodb_table', Table), 'tables');
  const [, partition = '', , region = '', accountId = ''] = table.arn.split(':');
  const aliases = state.all('aws_kms_alias', Alias);
  const roles = rolesIn(state);
  const boundaries = state
    .all('aws_iam_policy', ManagedPolicy)
    .map(({ arn, policy }): [string, unknown] => [arn, JSON.parse(policy)]);
  const holders = functions.map((fn): [string, Holder] => {
    const role = roles.find(({ arn }) => arn === fn.roleArn);
    const key = stack.credentials[fn.name]?.accessKeyId;
    if (role === undefined || key === undefined) throw new Error(`${fn.name} has no role or key.`);
    return [key, { functionName: fn.name, functionArn: fn.arn, role, accountId }];
  });
  const keyArn = (id: string) => {
    if (id.startsWith('arn:') && !id.includes(':alias/')) return id;
    const alias = aliases.find(({ name }) => id.endsWith(name));
    return alias?.target_key_arn ?? `arn:${partition}:kms:${region}:${accountId}:key/${id}`;
  };
  return {
    engines: { dynamodb: stack.dynamodb, s3: stack.s3, '*': stack.controlPlane },
    holders: new Map(holders),
    policies: { ...resourcePoliciesIn(state), boundaries: new Map(boundaries) },
    world: {
      partition,
      region,
      accountId,
      keyArn,
      partitionKey: table.hash_key,
      dnsSuffix: partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
      tableKeys: keysByName([[table.name, table.server_side_encryption?.[0]?.kms_key_arn]]),
      bucketKeys: keysByName(
        state
          .all('aws_s3_bucket_server_side_encryption_configuration', Encryption)
          .map(({ bucket, rule }) => [
            bucket,
            rule[0]?.apply_server_side_encryption_by_default[0]?.kms_master_key_id,
          ]),
      ),
    },
  };
}

function keysByName(
  pairs: readonly (readonly [name: string, key: string | null | undefined])[],
): Map<string, string> {
  return new Map(pairs.flatMap(([name, key]): [string, string][] => (key ? [[name, key]] : [])));
}
