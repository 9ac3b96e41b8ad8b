import {
  type APIGatewayClient,
  GetStageCommand,
  paginateGetDeployments,
} from '@aws-sdk/client-api-gateway';
import { isOwn, sendAgain } from './cures.ts';
import { definedRoutes } from './defined-routes.ts';
import type { Deployment } from './deployment.ts';
import { few, when } from './look.ts';
import { differences } from './route.ts';
import { servedRoutes } from './served-routes.ts';

/** A change that no deployment holds is not served, and what was deployed last may not be either. */
export async function stageFindings(
  client: APIGatewayClient,
  deployment: Deployment,
): Promise<readonly string[]> {
  const { api } = deployment;
  const served = await servedRoutes(client, api);
  const defined = await definedRoutes(client, api);
  const other = served === undefined ? [] : differences(served, defined);
  return [
    ...when(
      other.length > 0,
      `The stage ${api.stage} serves ${few(other)} otherwise than the API defines it, and will serve that after the next deployment; ${sendAgain(deployment)}.`,
    ),
    ...(isOwn(api) ? await newerDeployment(client, deployment) : []),
  ];
}

/** Not in somebody else's API, where the newest may be another stage's. */
async function newerDeployment(
  client: APIGatewayClient,
  deployment: Deployment,
): Promise<readonly string[]> {
  const { api } = deployment;
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
  return when(
    served !== newest.at,
    `The stage ${api.stage} serves the deployment ${stage.deploymentId}, and ${newest.id} is newer; ${sendAgain(deployment)}.`,
  );
}
