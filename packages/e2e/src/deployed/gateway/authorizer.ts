import { z } from 'zod';
import type { Functions } from './functions.ts';
import { GatewayFault } from './gateway-response.ts';
import { type ApiRequest, headerOf, queryPairs } from './request.ts';
import { type Authorizer, apiArn, methodArn, type RestApi } from './rest-api.ts';

/** What an authorizer answered: a policy for all that its token may ask, and a context. */
export interface Verdict {
  readonly principalId: string;
  readonly policy: unknown;
  readonly context: Readonly<Record<string, string>>;
}

const MAX_RESOURCE_CHARACTERS = 512;

// Scalars only: an object in the context makes the whole answer invalid.
const Answer = z.object({
  principalId: z.string(),
  policyDocument: z.looseObject({
    Statement: z.array(z.looseObject({ Resource: z.union([z.string(), z.array(z.string())]) })),
  }),
  context: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional(),
});

/** Asks the authorizers of one API, and keeps their answers as long as each is configured to. */
export function createAuthorizers(deps: {
  readonly api: RestApi;
  readonly functions: Functions;
  readonly clock: () => Date;
}): (authorizer: Authorizer, request: ApiRequest, event: () => object) => Promise<Verdict> {
  const kept = new Map<string, { readonly until: number; readonly verdict: Verdict }>();
  return async (authorizer, request, event) => {
    const identity = authorizer.identitySources.map((source) =>
      identityFrom(source, request, deps.api),
    );
    requireIdentity(authorizer, identity);
    const key = JSON.stringify([authorizer.name, ...identity]);
    const now = deps.clock().getTime();
    const known = kept.get(key);
    if (known !== undefined && known.until > now) return known.verdict;
    const asked = authorizer.type === 'token' ? tokenEvent(deps.api, request, identity) : event();
    const verdict = await ask(deps, authorizer, asked);
    if (authorizer.ttlSeconds > 0) {
      kept.set(key, { until: now + authorizer.ttlSeconds * 1000, verdict });
    }
    return verdict;
  };
}

/** A source that is missing is a 401 without a call; with a cache, or for tokens, always. */
function requireIdentity(authorizer: Authorizer, identity: readonly (string | undefined)[]): void {
  const isNeeded = authorizer.type === 'token' || authorizer.ttlSeconds > 0;
  const isMissing = identity.some((value) => value === undefined || value === '');
  const isInvalid =
    authorizer.validation !== undefined && !authorizer.validation.test(identity[0] ?? '');
  if ((isNeeded && isMissing) || isInvalid) throw unauthorized();
}

function tokenEvent(api: RestApi, request: ApiRequest, [token]: readonly (string | undefined)[]) {
  const arn = methodArn(api, request.method, request.resourcePath);
  return { type: 'TOKEN', methodArn: arn, authorizationToken: token };
}

async function ask(
  { api, functions }: { api: RestApi; functions: Functions },
  authorizer: Authorizer,
  event: object,
): Promise<Verdict> {
  const source = `${apiArn(api)}/authorizers/${authorizer.name}`;
  const invocation = await functions.invoke(authorizer.functionArn, event, source);
  if (invocation.kind === 'refused')
    throw failed('AUTHORIZER_CONFIGURATION_ERROR', invocation.reason);
  if (invocation.kind === 'error') {
    // The one message that is a refusal; every other error is a fault of the authorizer.
    if (invocation.message === 'Unauthorized') throw unauthorized();
    throw failed('AUTHORIZER_FAILURE', `${invocation.type}: ${invocation.message}`);
  }
  const answer = Answer.safeParse(JSON.parse(invocation.payload));
  if (!answer.success) throw failed('AUTHORIZER_CONFIGURATION_ERROR', answer.error.message);
  const { principalId, policyDocument, context = {} } = answer.data;
  const tooLong = policyDocument.Statement.flatMap(({ Resource }) => Resource).find(
    (resource) => resource.length > MAX_RESOURCE_CHARACTERS,
  );
  if (tooLong !== undefined)
    throw failed('AUTHORIZER_CONFIGURATION_ERROR', 'a resource is too long');
  const texts = Object.entries(context).map(([name, value]) => [name, String(value)]);
  return { principalId, policy: policyDocument, context: Object.fromEntries(texts) };
}

function identityFrom(source: string, request: ApiRequest, api: RestApi): string | undefined {
  const [, place, name = ''] = /^(?:method\.request\.)?(\w+)\.(.+)$/.exec(source) ?? [];
  if (place === 'header') return headerOf(request, name);
  if (place === 'querystring') {
    return queryPairs(request.query).findLast(([each]) => each === name)?.[1];
  }
  if (place === 'stageVariables') return api.stageVariables?.[name];
  return name === 'identity.sourceIp' ? request.sourceIp : undefined;
}

function unauthorized(): GatewayFault {
  return new GatewayFault('UNAUTHORIZED', 'Unauthorized');
}

function failed(type: 'AUTHORIZER_FAILURE' | 'AUTHORIZER_CONFIGURATION_ERROR', detail: string) {
  return new GatewayFault(type, 'Internal server error', { detail });
}
