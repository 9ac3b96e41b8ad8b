import type { Verdict } from './authorizer.ts';
import { type AwsCaller, accountOf, roleArnOf } from './callers.ts';
import { type AuthorizerContext, type Identity, NOBODY, requestContext } from './context.ts';
import { commonEvent } from './event.ts';
import type { Match } from './find-route.ts';
import { GatewayFault } from './gateway-response.ts';
import { type Judged, judge } from './judge.ts';
import type { ApiRequest } from './request.ts';
import { type Authorizer, methodArn, type RestApi } from './rest-api.ts';
import { verifySignature } from './verify-signature.ts';

export interface Authorized {
  readonly identity: Identity;
  readonly context?: AuthorizerContext;
}

export interface AuthorizeDeps {
  readonly api: RestApi;
  readonly callers: readonly AwsCaller[];
  readonly askAuthorizer: (
    authorizer: Authorizer,
    request: ApiRequest,
    event: () => object,
  ) => Promise<Verdict>;
}

/** Lets a request through to its method, or throws the GatewayFault that the client sees. */
export async function authorize(
  deps: AuthorizeDeps,
  match: Match,
  request: ApiRequest,
): Promise<Authorized> {
  const { api } = deps;
  const { access } = match.route;
  if (access.kind === 'none') {
    await admit(deps, request, { policies: [] });
    return { identity: NOBODY };
  }
  if (access.kind === 'iam') {
    const scope = { region: api.region, service: 'execute-api' };
    const caller = await verifySignature(request, deps.callers, scope);
    await admit(deps, request, asPrincipal(caller));
    return { identity: identityOf(caller) };
  }
  // What the resource policy denies does not reach the authorizer.
  await admit(deps, request, authorizedBy(api, ALLOW_ALL));
  const event = () => ({
    type: 'REQUEST',
    methodArn: methodArn(api, request.method, request.resourcePath),
    ...commonEvent(api, match, request, requestContext(api, match.route, request)),
  });
  const verdict = await deps.askAuthorizer(access.authorizer, request, event);
  await admit(deps, request, authorizedBy(api, verdict.policy));
  const context = { ...verdict.context, principalId: verdict.principalId, integrationLatency: 0 };
  return { identity: NOBODY, context };
}

async function admit(deps: AuthorizeDeps, request: ApiRequest, who: Judged): Promise<void> {
  const judgement = await judge(deps.api, request, who);
  if (judgement === 'Allowed') return;
  const message =
    judgement === 'ExplicitlyDenied' || who.principal !== undefined
      ? 'User is not authorized to access this resource with an explicit deny'
      : 'User is not authorized to access this resource';
  throw new GatewayFault('ACCESS_DENIED', message, { detail: judgement });
}

const ALLOW_ALL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
};

// Whom an authorizer stands for is no principal of IAM, but of the API's own account.
function authorizedBy({ partition, accountId }: RestApi, policy: unknown): Judged {
  const principal = `arn:${partition}:iam::${accountId}:user/authorized-by-lambda`;
  return { principal, policies: [{ name: 'authorizer', policy }] };
}

function asPrincipal(caller: AwsCaller): Judged {
  return {
    principal: caller.arn,
    policies: caller.policies.map((policy, index) => ({ name: `policy-${index}`, policy })),
    keys: {
      'aws:PrincipalArn': roleArnOf(caller),
      'aws:PrincipalAccount': accountOf(caller),
      ...(caller.organisation && { 'aws:PrincipalOrgID': caller.organisation }),
    },
  };
}

function identityOf(caller: AwsCaller): Identity {
  return {
    accessKey: caller.accessKeyId,
    accountId: accountOf(caller),
    caller: caller.userId,
    user: caller.userId,
    userArn: caller.arn,
    principalOrgId: caller.organisation ?? null,
  };
}
