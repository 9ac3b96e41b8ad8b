import { type DeclaredOperation, type Document, operationsOf } from '../document.ts';

const MAX_TTL_SECONDS = 3600;
const AUTHORIZER_URI =
  /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/.+\/invocations$/;
const REQUEST_SOURCE =
  /^(?:method\.request\.(?:header|querystring)\.[\w-]+|stageVariables\.\w+|context\.[\w.]+)$/;
const TOKEN_SOURCE = /^method\.request\.header\.[\w-]+$/;

/**
 * Who may ask. What the import leaves out of account without a word counts as a fault: a scheme
 * that is ignored leaves its methods open.
 */
export function securityFaults(document: Document): string[] {
  const root = document.security === undefined ? [] : ['Security at the root is ignored.'];
  return [
    ...root,
    ...schemeFaults(document),
    ...operationsOf(document).flatMap((each) => requirementFaults(document, each)),
  ];
}

function schemeFaults(document: Document): string[] {
  const schemes = document.components?.securitySchemes ?? {};
  return Object.entries(schemes).flatMap(([name, scheme]) => {
    const authorizer = scheme['x-amazon-apigateway-authorizer'];
    if (scheme.type !== 'apiKey')
      return [`The scheme ${name} is ${scheme.type}; only apiKey counts.`];
    const faults = scheme.in === 'header' ? [] : [`The scheme ${name} must be in the header.`];
    if (scheme['x-amazon-apigateway-authtype'] === 'awsSigv4') return faults;
    if (authorizer === undefined) return [...faults, `The scheme ${name} names no authorizer.`];
    return [...faults, ...authorizerFaults(name, scheme.name, authorizer)];
  });
}

type Authorizer = NonNullable<
  NonNullable<
    NonNullable<Document['components']>['securitySchemes']
  >[string]['x-amazon-apigateway-authorizer']
>;

function authorizerFaults(name: string, header: string | undefined, it: Authorizer): string[] {
  const faults: string[] = [];
  const ttl = it.authorizerResultTtlInSeconds ?? 300;
  const sources = (it.identitySource ?? '').split(',').map((source) => source.trim());
  const hasSources = it.identitySource !== undefined && it.identitySource !== '';
  if (it.type !== 'token' && it.type !== 'request')
    faults.push(`The type ${it.type} is not run here.`);
  if (!AUTHORIZER_URI.test(it.authorizerUri ?? ''))
    faults.push('Its authorizerUri is no function.');
  if (ttl < 0 || ttl > MAX_TTL_SECONDS)
    faults.push(`Its results are kept ${ttl} s; 3,600 at most.`);
  if (it.type === 'request' && ttl > 0 && !hasSources) {
    faults.push('With a cache, identitySource must not be empty.');
  }
  if (it.type === 'token' && header === undefined && !hasSources) {
    faults.push('It says in which header the token is by neither name nor identitySource.');
  }
  const valid = it.type === 'token' ? TOKEN_SOURCE : REQUEST_SOURCE;
  const wrong = hasSources ? sources.filter((source) => !valid.test(source)) : [];
  faults.push(...wrong.map((source) => `Its identitySource "${source}" is invalid.`));
  if (it.type === 'request' && it.identityValidationExpression !== undefined) {
    faults.push('identityValidationExpression is for token authorizers.');
  }
  return faults.map((fault) => `The authorizer of ${name}: ${fault}`);
}

function requirementFaults(document: Document, { path, method, operation }: DeclaredOperation) {
  const known = document.components?.securitySchemes ?? {};
  const wanted = (operation.security ?? []).flatMap((requirement) => Object.keys(requirement));
  const where = `${method} ${path}`;
  const faults = wanted
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `${where}: there is no security scheme "${name}".`);
  // A method has one authorization type and one authorizer.
  return wanted.length > 1 ? [...faults, `${where} asks for more than one authorizer.`] : faults;
}
