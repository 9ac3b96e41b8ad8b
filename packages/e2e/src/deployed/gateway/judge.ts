import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import { PolicyDocument } from './definition/document.ts';
import { GatewayFault } from './gateway-response.ts';
import { type ApiRequest, headerOf } from './request.ts';
import { apiArn, methodArn, type RestApi } from './rest-api.ts';

/** Whom a request stands for, and what else IAM is told of them. */
export interface Judged {
  /** An ARN; absent for nobody. */
  readonly principal?: string;
  readonly policies: readonly { readonly name: string; readonly policy: unknown }[];
  readonly keys?: Readonly<Record<string, string>>;
}

export type Judgement = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

/**
 * Resource policy and identity judged together, as "How API Gateway resource policies affect
 * authorization workflow" says (same account): a Deny anywhere wins, an Allow of either is
 * enough. Without a resource policy, what needs no authorization is allowed.
 *
 * @throws GatewayFault AUTHORIZER_CONFIGURATION_ERROR where a policy is none
 */
export async function judge(api: RestApi, request: ApiRequest, who: Judged): Promise<Judgement> {
  const { principal = anonymousPrincipal, policies, keys = {} } = who;
  if (principal === anonymousPrincipal && api.policy === undefined) return 'Allowed';
  // A star of the request's own would be taken for a pattern; no policy can name that character.
  const path = request.resourcePath.replaceAll(/[*?]/g, '\u{e000}');
  const outcome = await runSimulation(
    {
      request: {
        principal,
        action: 'execute-api:Invoke',
        resource: {
          resource: underOneRoof(methodArn(api, request.method, path)),
          accountId: api.accountId,
        },
        contextVariables: { ...requestKeys(request), ...request.network, ...keys },
      },
      identityPolicies: policies.map(({ name, policy }) => ({
        name,
        policy: readable(api, policy),
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(api.policy && { resourcePolicy: readable(api, api.policy) }),
    },
    {},
  );
  if (outcome.resultType === 'error') {
    const detail = JSON.stringify(outcome.errors);
    throw new GatewayFault('AUTHORIZER_CONFIGURATION_ERROR', 'Internal server error', { detail });
  }
  return outcome.overallResult;
}

function requestKeys(request: ApiRequest): Record<string, string> {
  return {
    'aws:SourceIp': request.sourceIp,
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': request.receivedAt.toISOString(),
    'aws:UserAgent': headerOf(request, 'user-agent') ?? '',
  };
}

/**
 * A policy as the judge can read it. `execute-api:/stage/GET/*` is short for the ARN of the API
 * that a policy is attached to.
 */
function readable(api: RestApi, policy: unknown): unknown {
  const parsed = PolicyDocument.safeParse(policy);
  // What is no policy is refused by the judge itself, which says why.
  if (!parsed.success) return policy;
  const expand = (resources: string | string[]) =>
    [resources].flat().map((each) => {
      const arn = each.replace(/^execute-api:\//, `${apiArn(api)}/`);
      return underOneRoof(arn);
    });
  return {
    ...parsed.data,
    Statement: [parsed.data.Statement].flat().map((statement) => ({
      ...statement,
      ...(statement.Resource && { Resource: expand(statement.Resource) }),
      ...(statement.NotResource && { NotResource: expand(statement.NotResource) }),
    })),
  };
}

/** The judge takes no pattern for the first part of a resource, the API's id: so another is put before it. */
function underOneRoof(arn: string): string {
  return arn.replace(/^((?:[^:]*:){5})/, '$1apis/');
}
