import {
  APIGatewayClient,
  GetDeploymentCommand,
  GetIntegrationCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetStageCommand,
} from '@aws-sdk/client-api-gateway';
import { testSettings } from '@registry/aws/testing';
import type { RestApi, Route } from '../gateway/rest-api.ts';

/**
 * What the emulator holds otherwise than Terraform has sent it: paths, methods, integrations and
 * stage. Empty where both agree. (It drops authorizers and gateway responses of a body, which
 * therefore can only be taken as they were sent.)
 */
export async function compareApi(api: RestApi, controlPlane: string): Promise<string[]> {
  const client = new APIGatewayClient({ ...testSettings(controlPlane), region: api.region });
  const held = await heldRoutes(client, api.id);
  const sent = new Map(api.routes.map((route) => [nameOf(route), route]));
  const missing = [...sent.keys()].filter((name) => !held.has(name));
  const extra = [...held.keys()].filter((name) => !sent.has(name));
  const other = [...held].filter(([name, uri]) => {
    const route = sent.get(name);
    return route !== undefined && !uri.includes(`/functions/${route.functionArn}/invocations`);
  });
  return [
    ...missing.map((name) => `${name} was sent, and is not there.`),
    ...extra.map((name) => `${name} is there, and was not sent.`),
    ...other.map(([name, uri]) => `${name} is integrated with ${uri}.`),
    ...(await stageFaults(client, api)),
  ];
}

const nameOf = ({ method, resource }: Pick<Route, 'method' | 'resource'>) =>
  `${method} ${resource}`;

/** The integration's URI by method and path. */
async function heldRoutes(
  client: APIGatewayClient,
  restApiId: string,
): Promise<Map<string, string>> {
  const { items = [] } = await client.send(
    new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500 }),
  );
  const held = new Map<string, string>();
  for (const { id: resourceId = '', path = '', resourceMethods = {} } of items) {
    for (const httpMethod of Object.keys(resourceMethods)) {
      const method = { restApiId, resourceId, httpMethod };
      await client.send(new GetMethodCommand(method));
      const { uri = '', type } = await client.send(new GetIntegrationCommand(method));
      held.set(`${httpMethod} ${path}`, /^aws_proxy$/i.test(`${type}`) ? uri : `${type}`);
    }
  }
  return held;
}

async function stageFaults(client: APIGatewayClient, api: RestApi): Promise<string[]> {
  const asked = { restApiId: api.id, stageName: api.stage };
  const { deploymentId } = await client.send(new GetStageCommand(asked));
  if (deploymentId === undefined) return [`The stage ${api.stage} points at no deployment.`];
  await client.send(new GetDeploymentCommand({ restApiId: api.id, deploymentId }));
  return [];
}
