import {
  type APIGatewayClient,
  type GatewayResponse,
  GetGatewayResponsesCommand,
} from '@aws-sdk/client-api-gateway';
import { sendAgain } from './cures.ts';
import type { Deployment, GatewayAnswer } from './deployment.ts';
import { few, when } from './look.ts';

/** Whether API Gateway answers by itself as Terraform has set it. */
export async function gatewayResponseFindings(
  client: APIGatewayClient,
  deployment: Deployment,
): Promise<readonly string[]> {
  const { id, gateway_responses: chosen } = deployment.api;
  // Not paged: https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html
  const { items = [] } = await client.send(new GetGatewayResponsesCommand({ restApiId: id }));
  const found = new Map<string | undefined, GatewayResponse>(
    items.map((each) => [each.responseType, each]),
  );
  const other = Object.entries(chosen)
    .filter(([type, answer]) => !isSame(answer, found.get(type)))
    .map(([type]) => type);
  return when(
    other.length > 0,
    `What the API answers by itself is not what Terraform has set (${few(other)}), so that clients are told another status, or not what to do; ${sendAgain(deployment)}.`,
  );
}

function isSame(chosen: GatewayAnswer, found: GatewayResponse | undefined): boolean {
  const { statusCode = found?.statusCode } = chosen;
  return (
    String(found?.statusCode) === String(statusCode) &&
    holds(found?.responseParameters, chosen.responseParameters) &&
    holds(found?.responseTemplates, chosen.responseTemplates)
  );
}

function holds(
  found: Readonly<Record<string, string>> = {},
  chosen: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(chosen).every(([name, value]) => found[name] === value);
}
