import { OPEN_TO_EVERY_TOKEN } from '../access/route-access.ts';
import type { Scope } from '../values/scope.ts';
import { openedIn, type Requests, ROOTS } from './opened-requests.ts';

/** An IAM policy as API Gateway takes it from an authorizer. */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: 'execute-api:Invoke';
  readonly Resource: readonly string[];
}

/**
 * What a token with `scope` may ask of the API and stage of `methodArn`. Made from the token
 * alone: the gateway judges every later request with the same token by the same policy, whatever
 * its method and path. `basePath` stands in front of our paths in the API, e.g. `/registry`.
 */
export function policyFor(scope: Scope, methodArn: string, basePath = ''): Policy {
  const { stage, partition } = placeOf(methodArn);
  const open = OPEN_TO_EVERY_TOKEN.map(
    ({ method, path }) => `${stage}/${method}${basePath}${path}`,
  );
  // The gateway asks only about its own API and stage. To name them once more in each resource
  // would take two thirds of the room that there is for namespaces.
  const anywhere = `arn:${partition}:execute-api:*:*:*`;
  const detours = DETOURS.map((detour) => `${anywhere}${detour}`);
  if (scope.some(({ permission }) => permission === 'admin')) {
    return policy(
      statement('Allow', [...open, `${stage}/*${basePath}/*`]),
      statement('Deny', detours),
    );
  }
  const { allowed, denied } = openedIn(scope);
  const resource = ({ method, path }: Requests) =>
    `${anywhere}${method === '*' ? '' : `/${method}`}${basePath}${path}`;
  return policy(
    statement('Allow', [...open, ...allowed.map(resource)]),
    statement('Deny', [
      ...detours,
      ...ROOTS.map((root) => `${anywhere}${FURTHER_IN}${basePath}${root}*`),
      ...denied.map(resource),
    ]),
  );
}

/** For a token that holds and still may ask for nothing. */
export function denyAll(methodArn: string): Policy {
  return policy(statement('Deny', [`${placeOf(methodArn).stage}/*`]));
}

/** A `*` crosses slashes, so that `acme/*` would match `acme/../other` as well. */
const DETOURS = [
  '/../*',
  '/..',
  '/./*',
  '/.',
  '//*',
  ...['%2e', '%2f', '%5c'].flatMap((code) => [`${code}*`, `${code.toUpperCase()}*`]),
];

// Behind API, stage, method and something more none of our routes begins. Without this, the star in
// front of "/v1/modules/acme/" would let /v1/modules/other/v1/modules/acme/download through as well.
// It is why no system may be called as a root ends.
const FURTHER_IN = '/*/*/*';

// Partition, region, account, API and stage stay; the path behind them may hold anything.
const STAGE = /^arn:([^:/]+):execute-api:[^:/]+:[^:/]+:[^:/]+\/[^/]+(?=\/)/;

function placeOf(methodArn: string): { readonly stage: string; readonly partition: string } {
  const [stage, partition] = STAGE.exec(methodArn) ?? [];
  if (stage === undefined || partition === undefined || /[*?]/.test(stage)) {
    throw new Error('The method ARN is malformed.');
  }
  return { stage, partition };
}

function policy(...statements: Statement[]): Policy {
  return { Version: '2012-10-17', Statement: statements };
}

function statement(effect: Statement['Effect'], resources: readonly string[]): Statement {
  return { Effect: effect, Action: 'execute-api:Invoke', Resource: resources };
}
