import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Role } from '../state/policies-in-state.ts';
import type { Need } from './calls/need.ts';

/** Who calls: a function, with the role that it has. */
export interface Holder {
  readonly functionName: string;
  readonly functionArn: string;
  readonly role: Role;
  readonly accountId: string;
}

export interface Policies {
  readonly buckets: ReadonlyMap<string, unknown>;
  readonly keys: ReadonlyMap<string, unknown>;
  /** By ARN: what permissions boundaries say. */
  readonly boundaries: ReadonlyMap<string, unknown>;
}

export interface CallJudgement {
  readonly allowed: boolean;
  /** The statements of the role without which it would not be, by name. */
  readonly usedStatements: readonly string[];
}

/** Would IAM let `holder` do what `need` says? Its role and the resource's own policy together. */
export async function judgeCall(
  holder: Holder,
  need: Need,
  policies: Policies,
): Promise<CallJudgement> {
  const resourcePolicy = policyOf(need, policies);
  const boundary = holder.role.boundary && policies.boundaries.get(holder.role.boundary);
  const outcome = await runSimulation(
    {
      request: {
        principal: sessionArn(holder),
        action: need.action,
        resource: { resource: need.resource, accountId: holder.accountId },
        contextVariables: {
          ...GLOBAL,
          'lambda:SourceFunctionArn': holder.functionArn,
          ...need.keys,
        },
      },
      identityPolicies: holder.role.statements.map(({ name, statement }) => ({
        name,
        policy: { Version: '2012-10-17', Statement: [statement] },
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy }),
      ...(boundary !== undefined &&
        boundary !== '' && {
          permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }],
        }),
    },
    {},
  );
  if (outcome.resultType === 'error') throw new Error(JSON.stringify(outcome.errors));
  const results = outcome.resultType === 'single' ? [outcome.result] : outcome.results;
  const statements = results.flatMap(
    ({ analysis }) => analysis.identityAnalysis?.allowStatements ?? [],
  );
  return {
    allowed: outcome.overallResult === 'Allowed',
    usedStatements: statements.flatMap(({ policyId }) => policyId ?? []),
  };
}

const GLOBAL = { 'aws:SecureTransport': 'true', 'aws:SourceIp': '192.0.2.10' };

function sessionArn({ role, functionName, accountId }: Holder): string {
  return `arn:${role.arn.split(':')[1]}:sts::${accountId}:assumed-role/${role.name}/${functionName}`;
}

function policyOf({ action, resource }: Need, { buckets, keys }: Policies): unknown {
  if (action.startsWith('kms:')) return keys.get(resource);
  if (!action.startsWith('s3:')) return undefined;
  return buckets.get(resource.replace(/^arn:[^:]+:s3:::/, '').split('/')[0] ?? '');
}
