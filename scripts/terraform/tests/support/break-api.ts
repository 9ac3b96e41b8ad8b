/** What people and accidents do to an API behind Terraform's back. */
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  DeleteMethodCommand,
  GetIntegrationCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import type { Deployment } from '../../../../packages/aws/src/deployment/index.ts';
import { testSettings } from '../../../../packages/aws/src/testing/index.ts';
import type { Break } from './break.ts';

const VERSIONS = '/v1/modules/{namespace}/{name}/{system}/versions';

export function apiBreaks(deployment: Deployment, endpoint: string): readonly Break[] {
  const api = new APIGatewayClient(testSettings(endpoint));
  const restApiId = deployment.api.id;
  const stageName = deployment.api.stage;

  const methodAt = async (path: string, httpMethod: string) => {
    const { items } = await api.send(new GetResourcesCommand({ restApiId, limit: 500 }));
    const resourceId = items?.find((item) => item.path === path)?.id;
    return { restApiId, resourceId, httpMethod };
  };
  const serve = (deploymentId: string | undefined) => {
    const patch = { op: 'replace', path: '/deploymentId', value: deploymentId } as const;
    return api.send(new UpdateStageCommand({ restApiId, stageName, patchOperations: [patch] }));
  };
  /** As whoever changes an API does, to see the change. */
  const deploy = async () => serve((await api.send(new CreateDeploymentCommand({ restApiId }))).id);
  const changePolicy = async (
    change: (statements: readonly Statement[]) => readonly Statement[],
  ) => {
    const { policy = '' } = await api.send(new GetRestApiCommand({ restApiId }));
    const { Statement: statements, ...rest } = JSON.parse(JSON.parse(`"${policy}"`));
    const value = JSON.stringify({ ...rest, Statement: change(statements) });
    const patch = { op: 'replace', path: '/policy', value } as const;
    return api.send(new UpdateRestApiCommand({ restApiId, patchOperations: [patch] }));
  };
  const putResponse = (responseType: 'AUTHORIZER_FAILURE' | 'UNAUTHORIZED', statusCode: string) =>
    api.send(new PutGatewayResponseCommand({ restApiId, responseType, statusCode }));

  return [
    {
      what: 'a route that was added, and not deployed',
      findings: [
        /The stage live serves DELETE \/healthz otherwise than the API defines it,/,
        /The API has DELETE \/healthz, which this version does not know/,
      ],
      cause: async () => {
        const method = await methodAt('/healthz', 'DELETE');
        await api.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
      },
    },
    {
      what: 'a route that was removed',
      findings: [/The API lacks GET \/v1\/whoami, which this version has/],
      cause: async () => {
        await api.send(new DeleteMethodCommand(await methodAt('/v1/whoami', 'GET')));
        await deploy();
      },
    },
    {
      what: 'a route that anybody may call',
      findings: [
        /Who may call GET \/v1\/modules\/\{namespace\}\/\{name\}\/\{system\}\/versions is not/,
      ],
      cause: async () => {
        const method = await methodAt(VERSIONS, 'GET');
        const { uri } = await api.send(new GetIntegrationCommand(method));
        await api.send(new DeleteMethodCommand(method));
        await api.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
        const integration = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri } as const;
        await api.send(new PutIntegrationCommand({ ...method, ...integration }));
        await deploy();
      },
    },
    {
      what: 'a stage that was set back',
      findings: [/The stage live serves the deployment \w+, and \w+ is newer/],
      cause: async () => {
        const { deploymentId } = await api.send(new GetStageCommand({ restApiId, stageName }));
        // AWS tells deployments by the second.
        await new Promise((done) => setTimeout(done, 1100));
        await api.send(new CreateDeploymentCommand({ restApiId }));
        await serve(deploymentId);
      },
    },
    {
      what: 'a failed authorizer that clients are told of in another way',
      findings: [/What the API answers by itself .* \(AUTHORIZER_FAILURE\),/],
      cause: () => putResponse('AUTHORIZER_FAILURE', '500'),
    },
    {
      what: 'a 401 that does not ask for a token',
      findings: [/What the API answers by itself .* \(AUTHORIZER_FAILURE, UNAUTHORIZED\),/],
      cause: () => putResponse('UNAUTHORIZED', '401'),
    },
    {
      what: 'a policy that keeps out more',
      findings: [/The API's resource policy keeps out more than was chosen \(NoTokens\);/],
      cause: () =>
        changePolicy((statements) => [
          ...statements,
          { ...statements[0], Sid: 'NoTokens', Effect: 'Deny' },
        ]),
    },
    {
      what: 'a policy that lets in whoever comes',
      findings: [/The API's resource policy lets in more than was chosen \(FromNowhereElse\);/],
      cause: () =>
        changePolicy((statements) => statements.filter(({ Sid }) => Sid !== 'FromNowhereElse')),
    },
  ];
}

interface Statement {
  readonly Sid: string;
}
