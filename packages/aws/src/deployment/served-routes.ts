import { type APIGatewayClient, GetExportCommand } from '@aws-sdk/client-api-gateway';
import type { Deployment } from './deployment.ts';
import { unless } from './look.ts';
import { dig, membersOf, textAt } from './parsed.ts';
import { type Route, type Routes, routeName } from './route.ts';

const ANY = 'x-amazon-apigateway-any-method';

/**
 * What the deployment of the stage holds, as API Gateway exports it; undefined for an API that it
 * cannot export, which is one of somebody else's with payloads that are not JSON.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
 */
export async function servedRoutes(
  client: APIGatewayClient,
  { id, stage, path: base }: Deployment['api'],
): Promise<Routes | undefined> {
  const exported = await unless(
    'BadRequestException',
    client.send(
      new GetExportCommand({
        restApiId: id,
        stageName: stage,
        exportType: 'oas30',
        accepts: 'application/json',
        parameters: { extensions: 'apigateway,authorizers,integrations' },
      }),
    ),
  );
  if (exported === undefined) return undefined;
  const document: unknown = JSON.parse(new TextDecoder().decode(exported.body));
  const schemes = dig(document, 'components', 'securitySchemes');
  const routes = new Map<string, Route>();
  for (const [path, methods] of membersOf(dig(document, 'paths'))) {
    for (const [method, operation] of membersOf(methods)) {
      const name = routeName(method === ANY ? 'ANY' : method.toUpperCase(), path, base);
      if (name !== undefined) routes.set(name, routeOf(operation, schemes));
    }
  }
  return routes;
}

function routeOf(operation: unknown, schemes: unknown): Route {
  const target = textAt(operation, 'x-amazon-apigateway-integration', 'uri');
  const [asked] = membersOf(dig(operation, 'security', '0'));
  if (asked === undefined) return { callers: 'NONE', judge: '', target };
  const scheme = dig(schemes, asked[0]);
  if (textAt(scheme, 'x-amazon-apigateway-authtype') === 'awsSigv4') {
    return { callers: 'AWS_IAM', judge: '', target };
  }
  const judge = textAt(scheme, 'x-amazon-apigateway-authorizer', 'authorizerUri');
  return { callers: 'CUSTOM', judge, target };
}
