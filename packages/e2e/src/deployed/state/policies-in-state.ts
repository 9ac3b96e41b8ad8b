import { z } from 'zod';
import type { State } from './state.ts';

/** A statement of a role's policies, apart from the others so that each can be told used. */
export interface RoleStatement {
  /** `policy/Sid`, or with its number where it has no Sid. */
  readonly name: string;
  readonly statement: Record<string, unknown>;
}

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly uniqueId: string;
  readonly statements: readonly RoleStatement[];
  /** ARN of its permissions boundary. */
  readonly boundary: string | undefined;
}

const RoleResource = z.object({
  arn: z.string(),
  name: z.string(),
  unique_id: z.string(),
  permissions_boundary: z.string().nullish(),
});
const Inline = z.object({ name: z.string(), role: z.string(), policy: z.string() });
const Attachment = z.object({ role: z.string(), policy_arn: z.string() });
const Managed = z.object({ arn: z.string(), name: z.string(), policy: z.string() });
const Statement = z.record(z.string(), z.unknown());
const Policy = z.object({ Statement: z.union([Statement, z.array(Statement)]) });

export function rolesIn(state: State): Role[] {
  const managed = state.all('aws_iam_policy', Managed);
  const attached = state.all('aws_iam_role_policy_attachment', Attachment);
  const inline = state.all('aws_iam_role_policy', Inline);
  return state.all('aws_iam_role', RoleResource).map((role) => ({
    arn: role.arn,
    name: role.name,
    uniqueId: role.unique_id,
    boundary: role.permissions_boundary ?? undefined,
    statements: [
      ...inline.filter((each) => each.role === role.name),
      ...attached
        .filter((each) => each.role === role.name)
        .flatMap(
          ({ policy_arn }) => managed.find(({ arn }) => arn === policy_arn) ?? unknown(policy_arn),
        ),
    ].flatMap(({ name, policy }) => statementsOf(name, policy)),
  }));
}

function unknown(arn: string): never {
  throw new Error(`The policy ${arn} is not in the state, so nobody can judge by it.`);
}

function statementsOf(name: string, policy: string): RoleStatement[] {
  return [Policy.parse(JSON.parse(policy)).Statement].flat().map((statement, index) => ({
    name: `${name}/${statement['Sid'] ?? index}`,
    statement,
  }));
}

const BucketPolicy = z.object({ bucket: z.string(), policy: z.string() });
const Key = z.object({ arn: z.string(), policy: z.string() });

/** The policies of the resources themselves: of buckets and of keys. */
export function resourcePoliciesIn(state: State): {
  buckets: Map<string, unknown>;
  keys: Map<string, unknown>;
} {
  const buckets = state
    .all('aws_s3_bucket_policy', BucketPolicy)
    .map(({ bucket, policy }): [string, unknown] => [bucket, JSON.parse(policy)]);
  const keys = state
    .all('aws_kms_key', Key)
    .map(({ arn, policy }): [string, unknown] => [arn, JSON.parse(policy)]);
  return { buckets: new Map(buckets), keys: new Map(keys) };
}
