import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { type DeclaredRoute, ROUTES } from './contract.ts';
import { sendAgain } from './cures.ts';
import { definedRoutes } from './defined-routes.ts';
import type { Deployment } from './deployment.ts';
import { few, when } from './look.ts';
import type { Route } from './route.ts';

/** Routes, the functions behind them and who may come in, against what this version declares. */
export async function routeFindings(
  client: APIGatewayClient,
  deployment: Deployment,
): Promise<readonly string[]> {
  const defined = await definedRoutes(client, deployment.api);
  const there = [...ROUTES].flatMap(([name, declared]) => {
    const route = defined.get(name);
    return route === undefined ? [] : [{ name, declared, route }];
  });
  const missing = [...ROUTES.keys()].filter((name) => !defined.has(name));
  const unknown = [...defined.keys()].filter((name) => !ROUTES.has(name));
  const open = there.filter(({ declared, route }) => !isGuarded(declared, route, deployment));
  const astray = there.filter(({ declared, route }) => !reaches(declared, route, deployment));
  const names = (list: readonly { readonly name: string }[]) => few(list.map(({ name }) => name));
  const cure = sendAgain(deployment);
  return [
    ...when(missing.length > 0, `The API lacks ${few(missing)}, which this version has; ${cure}.`),
    ...when(
      unknown.length > 0,
      `The API has ${few(unknown)}, which this version does not know; ${cure}.`,
    ),
    ...when(
      open.length > 0,
      `Who may call ${names(open)} is not judged as this version declares it; before anybody makes use of it, ${cure}.`,
    ),
    ...when(astray.length > 0, `${names(astray)} does not lead to its function; ${cure}.`),
  ];
}

function isGuarded(
  { access }: DeclaredRoute,
  { callers, judge }: Route,
  { api }: Deployment,
): boolean {
  if (access === 'anybody') return callers === 'NONE';
  if (access === 'aws_caller') return callers === 'AWS_IAM';
  return callers === 'CUSTOM' && judge.includes(`/functions/${api.authorizer_arn}/`);
}

function reaches(declared: DeclaredRoute, { target }: Route, { functions }: Deployment): boolean {
  return target.endsWith(`:function:${functions[declared.function]?.name ?? ''}/invocations`);
}
