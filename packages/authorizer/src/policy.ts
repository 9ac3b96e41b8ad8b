import {
  includesScope,
  OPEN_TO_EVERY_TOKEN,
  ROUTE_ACCESS,
  type Scope,
  type ScopeEntry,
} from '@registry/domain';

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
  const stage = stageOf(methodArn);
  const resource = (method: string, path: string) => `${stage}/${method}${basePath}${path}`;
  const open = OPEN_TO_EVERY_TOKEN.map(({ method, path }) => resource(method, path));
  const held = scope.filter((entry) => !scope.some((other) => isWithin(entry, other)));
  const allowed = held.flatMap((entry) => resourcesOf(entry, resource));
  return policy(
    statement('Allow', [...new Set([...open, ...allowed])]),
    statement(
      'Deny',
      DETOURS.map((detour) => `${stage}/${detour}`),
    ),
  );
}

/** For a token that holds and still may ask for nothing. */
export function denyAll(methodArn: string): Policy {
  return policy(statement('Deny', [`${stageOf(methodArn)}/*`]));
}

/** A `*` crosses slashes, so that `acme/*` would match `acme/../other` as well. */
const DETOURS = [
  '*/../*',
  '*/..',
  '*/./*',
  '*/.',
  '*//*',
  ...['%2e', '%2f', '%5c'].flatMap((code) => [`*${code}*`, `*${code.toUpperCase()}*`]),
];

// Partition, region, account, API and stage stay; the path behind them may hold anything.
const STAGE = /^arn:[^:/]+:execute-api:[^:/]+:[^:/]+:[^:/]+\/[^/]+(?=\/)/;

function stageOf(methodArn: string): string {
  const [stage] = STAGE.exec(methodArn) ?? [];
  if (stage === undefined || /[*?]/.test(stage)) throw new Error('The method ARN is malformed.');
  return stage;
}

function resourcesOf(
  entry: ScopeEntry,
  resource: (method: string, path: string) => string,
): string[] {
  if (entry.permission === 'admin') return [resource('*', '/*')];
  const access = ROUTE_ACCESS[entry.permission];
  // A pattern's own star stands for the rest of one name; what follows a slash is the module.
  return access.methods.map((method) => resource(method, `${access.under}${entry.pattern}/*`));
}

function isWithin(entry: ScopeEntry, other: ScopeEntry): boolean {
  return entry !== other && includesScope([other], [entry]);
}

function policy(...statements: Statement[]): Policy {
  return { Version: '2012-10-17', Statement: statements };
}

function statement(effect: Statement['Effect'], resources: readonly string[]): Statement {
  return { Effect: effect, Action: 'execute-api:Invoke', Resource: resources };
}
