import {
  type APIGatewayClient,
  GetAuthorizersCommand,
  GetStageCommand,
  type Method,
  paginateGetDeployments,
  paginateGetResources,
} from '@aws-sdk/client-api-gateway';
import { type DeclaredRoute, ROUTES } from './contract.ts';
import type { Deployment } from './deployment.ts';
import { few, when } from './look.ts';

const APPLY = 'bring it back with terraform apply';

/** A change that no deployment holds is not served. */
export async function stageFindings(
  client: APIGatewayClient,
  { api }: Deployment,
): Promise<readonly string[]> {
  const stage = await client.send(new GetStageCommand({ restApiId: api.id, stageName: api.stage }));
  let newest: { readonly id: string; readonly at: number } = { id: '', at: 0 };
  let served = 0;
  for await (const { items } of paginateGetDeployments({ client }, { restApiId: api.id })) {
    for (const { id = '', createdDate } of items ?? []) {
      const at = createdDate?.getTime() ?? 0;
      if (id === stage.deploymentId) served = at;
      if (at > newest.at) newest = { id, at };
    }
  }
  // Of two in one second, AWS does not say which came later.
  if (served === newest.at) return [];
  return [
    `The stage ${api.stage} serves the deployment ${stage.deploymentId}, and ${newest.id} is newer; ${APPLY}, or point the stage at the newest deployment.`,
  ];
}

/** Routes, the functions behind them and who may come in, against what this version declares. */
export async function routeFindings(
  client: APIGatewayClient,
  deployment: Deployment,
): Promise<readonly string[]> {
  const { api } = deployment;
  const deployed = await methodsOf(client, api);
  const judges = await authorizersOf(client, deployment);
  const all = [...ROUTES];
  const there = all.flatMap(([name, route]) => {
    const method = deployed.get(name);
    return method === undefined ? [] : [{ name, route, method }];
  });
  const missing = all.flatMap(([name]) => (deployed.has(name) ? [] : [name]));
  const unknown = [...deployed.keys()].filter((name) => !ROUTES.has(name));
  const open = there.filter(({ route, method }) => !isGuarded(route, method, judges));
  const astray = there.filter(({ route, method }) => !reaches(route, method, deployment));
  const names = (list: readonly { readonly name: string }[]) => few(list.map(({ name }) => name));
  return [
    ...when(
      missing.length > 0,
      `The API lacks ${few(missing)}, which this version has; apply the module of this version.`,
    ),
    ...when(
      unknown.length > 0,
      `The API has ${few(unknown)}, which this version does not know; apply the module of this version.`,
    ),
    ...when(
      open.length > 0,
      `Who may call ${names(open)} is not judged as this version declares it; ${APPLY} before anybody makes use of it.`,
    ),
    ...when(astray.length > 0, `${names(astray)} does not lead to its function; ${APPLY}.`),
  ];
}

async function methodsOf(
  client: APIGatewayClient,
  { id, path: base }: Deployment['api'],
): Promise<ReadonlyMap<string, Method>> {
  const methods = new Map<string, Method>();
  const request = { restApiId: id, embed: ['methods'], limit: 500 };
  for await (const { items } of paginateGetResources({ client }, request)) {
    for (const { path = '', resourceMethods = {} } of items ?? []) {
      if (!path.startsWith(`${base}/`)) continue;
      for (const [method, settings] of Object.entries(resourceMethods)) {
        methods.set(`${method} ${path.slice(base.length)}`, settings);
      }
    }
  }
  return methods;
}

/** Ids of the authorizers that ask the function that Terraform named. */
async function authorizersOf(
  client: APIGatewayClient,
  { api }: Deployment,
): Promise<ReadonlySet<string | undefined>> {
  const { items } = await client.send(new GetAuthorizersCommand({ restApiId: api.id, limit: 500 }));
  const ours = (items ?? []).filter(({ authorizerUri }) =>
    authorizerUri?.includes(`/functions/${api.authorizer_arn}/`),
  );
  return new Set(ours.map(({ id }) => id));
}

function isGuarded(
  { access }: DeclaredRoute,
  { authorizationType, authorizerId }: Method,
  judges: ReadonlySet<string | undefined>,
): boolean {
  if (access === 'anybody') return authorizationType === 'NONE';
  if (access === 'aws_caller') return authorizationType === 'AWS_IAM';
  return authorizationType === 'CUSTOM' && judges.has(authorizerId);
}

function reaches(route: DeclaredRoute, method: Method, { functions }: Deployment): boolean {
  const name = functions[route.function]?.name ?? '';
  return method.methodIntegration?.uri?.endsWith(`:function:${name}/invocations`) === true;
}
