/** What people and accidents do to a deployment behind Terraform's back. */
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  DeleteMethodCommand,
  GetIntegrationCommand,
  GetResourcesCommand,
  GetStageCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Deployment } from '../../../../packages/aws/src/deployment/index.ts';
import { testSettings } from '../../../../packages/aws/src/testing/index.ts';
import { type Break, storeBreaks } from './break-store.ts';

export function breaksOf(deployment: Deployment, endpoint: string): readonly Break[] {
  const settings = testSettings(endpoint);
  const api = new APIGatewayClient(settings);
  const lambda = new LambdaClient(settings);
  const kms = new KMSClient(settings);
  const restApiId = deployment.api.id;
  const stageName = deployment.api.stage;
  const nameOf = (key: string) => deployment.functions[key]?.name ?? '';

  const resourceOf = async (path: string) => {
    const { items } = await api.send(new GetResourcesCommand({ restApiId, limit: 500 }));
    return items?.find((item) => item.path === path)?.id;
  };
  const changeEnvironment = async (
    key: string,
    change: Record<string, string>,
    without: readonly string[] = [],
  ) => {
    const FunctionName = nameOf(key);
    const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const given: Record<string, string> = { ...found.Environment?.Variables, ...change };
    for (const name of without) delete given[name];
    const Environment = { Variables: given };
    return lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment }));
  };

  return [
    {
      what: 'a stage that was set back',
      finding: /The stage live serves the deployment \w+, and \w+ is newer/,
      cause: async () => {
        const { deploymentId } = await api.send(new GetStageCommand({ restApiId, stageName }));
        // AWS tells deployments by the second.
        await new Promise((done) => setTimeout(done, 1100));
        await api.send(new CreateDeploymentCommand({ restApiId }));
        const patch = { op: 'replace', path: '/deploymentId', value: deploymentId } as const;
        await api.send(new UpdateStageCommand({ restApiId, stageName, patchOperations: [patch] }));
      },
    },
    {
      what: 'a route that was removed',
      finding: /The API lacks GET \/v1\/whoami, which this version has/,
      cause: async () => {
        const resourceId = await resourceOf('/v1/whoami');
        await api.send(new DeleteMethodCommand({ restApiId, resourceId, httpMethod: 'GET' }));
      },
    },
    {
      what: 'a route that was added',
      finding: /The API has DELETE \/healthz, which this version does not know/,
      cause: async () => {
        const resourceId = await resourceOf('/healthz');
        const method = { httpMethod: 'DELETE', authorizationType: 'NONE' };
        await api.send(new PutMethodCommand({ restApiId, resourceId, ...method }));
      },
    },
    {
      what: 'a route that anybody may call',
      finding:
        /Who may call GET \/v1\/modules\/\{namespace\}\/\{name\}\/\{system\}\/versions is not/,
      cause: async () => {
        const path = '/v1/modules/{namespace}/{name}/{system}/versions';
        const method = { restApiId, resourceId: await resourceOf(path), httpMethod: 'GET' };
        const { uri } = await api.send(new GetIntegrationCommand(method));
        await api.send(new DeleteMethodCommand(method));
        await api.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
        const integration = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri } as const;
        await api.send(new PutIntegrationCommand({ ...method, ...integration }));
      },
    },
    {
      what: 'a setting that is missing',
      finding: /The function \S+-authorizer lacks ISSUER;/,
      cause: () => changeEnvironment('authorizer', {}, ['ISSUER']),
    },
    {
      what: 'another table',
      finding: /The function \S+-read is told another TABLE_NAME than/,
      cause: () => changeEnvironment('read', { TABLE_NAME: 'staging' }),
    },
    {
      what: 'a setting that nobody reads',
      finding: /The function \S+-publish does not read TABEL_NAME;/,
      cause: () => changeEnvironment('publish', { TABEL_NAME: 'acme' }),
    },
    {
      what: 'keys that are not those of KMS',
      finding:
        /The key first \(.*\) signs the tokens, and \S+-token-issuer does not know its public/,
      cause: () => changeEnvironment('token-issuer', { JWKS: '{"keys":[]}' }),
    },
    {
      what: 'a function that API Gateway may not invoke',
      finding: /API Gateway may not invoke the function \S+-access;/,
      cause: () =>
        lambda.send(
          new RemovePermissionCommand({
            FunctionName: nameOf('access'),
            StatementId: `${deployment.table.name}-api`,
          }),
        ),
    },
    ...storeBreaks(deployment, endpoint),
    {
      what: 'a log group that is gone',
      finding: /There is no log group \/aws\/lambda\/\S+-read,/,
      cause: () => deleteLogGroup(endpoint, `/aws/lambda/${nameOf('read')}`),
    },
    {
      what: 'a function that is gone',
      finding: /AWS does not know the function \S+-access;/,
      cause: () => lambda.send(new DeleteFunctionCommand({ FunctionName: nameOf('access') })),
    },
    {
      what: 'a key that waits for its deletion',
      finding:
        /The key first \(.*\) will be deleted on \d{4}-\d\d-\d\d, .* aws kms cancel-key-deletion/,
      cause: () =>
        kms.send(
          new ScheduleKeyDeletionCommand({
            KeyId: deployment.signing_keys.active.split('/').at(-1),
            PendingWindowInDays: 30,
          }),
        ),
    },
  ];
}

/** The emulator wants to know who asks, and believes everybody. */
function deleteLogGroup(endpoint: string, logGroupName: string): Promise<Response> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'Logs_20140328.DeleteLogGroup',
    authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/logs/aws4_request',
  };
  return fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ logGroupName }) });
}
