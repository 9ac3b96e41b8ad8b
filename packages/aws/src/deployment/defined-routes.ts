import {
  type APIGatewayClient,
  GetAuthorizersCommand,
  paginateGetResources,
} from '@aws-sdk/client-api-gateway';
import type { Deployment } from './deployment.ts';
import { type Route, type Routes, routeName } from './route.ts';

/** What the API is now; a stage serves it from the next deployment on. */
export async function definedRoutes(
  client: APIGatewayClient,
  { id, path: base }: Deployment['api'],
): Promise<Routes> {
  const { items: authorizers = [] } = await client.send(
    new GetAuthorizersCommand({ restApiId: id, limit: 500 }),
  );
  const judges = new Map(authorizers.map((each) => [each.id, each.authorizerUri] as const));
  const routes = new Map<string, Route>();
  const request = { restApiId: id, embed: ['methods'], limit: 500 };
  for await (const { items } of paginateGetResources({ client }, request)) {
    for (const { path = '', resourceMethods = {} } of items ?? []) {
      for (const [method, settings] of Object.entries(resourceMethods)) {
        const name = routeName(method, path, base);
        if (name === undefined) continue;
        routes.set(name, {
          callers: settings.authorizationType ?? 'NONE',
          judge: judges.get(settings.authorizerId) ?? '',
          target: settings.methodIntegration?.uri ?? '',
        });
      }
    }
  }
  return routes;
}
