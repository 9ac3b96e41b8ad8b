import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { clientOptions, LARGE } from '../clients/client-options.ts';
import { createDynamoDbClient } from '../clients/dynamodb.ts';
import { createKmsClient } from '../clients/kms.ts';
import { createS3Client } from '../clients/s3.ts';
import { createJsonCall, type JsonCallSettings } from '../json-call/json-call.ts';
import { alarmFindings } from './alarms.ts';
import { apiPolicyFindings } from './api-policy.ts';
import { adoptedBucketFindings, bucketFindings } from './bucket.ts';
import { isOwn } from './cures.ts';
import type { Deployment } from './deployment.ts';
import { functionFindings } from './functions.ts';
import { gatewayResponseFindings } from './gateway-responses.ts';
import { logFindings } from './log-groups.ts';
import type { Look } from './look.ts';
import { routeFindings } from './routes.ts';
import { signingKeyFindings } from './signing-keys.ts';
import { stageFindings } from './stage.ts';
import { tableFindings } from './table.ts';

/** Everything that is looked at. What each asks for is what `policies.administrator` allows. */
export function createChecks(
  deployment: Deployment,
  settings: JsonCallSettings,
): readonly (Look & { readonly name: string })[] {
  // Asked from wherever an operator sits, as the SDK's clients are.
  const patient = { ...settings, timeoutMs: LARGE.request };
  const api = new APIGatewayClient(clientOptions(settings, LARGE));
  const lambda = new LambdaClient(clientOptions(settings, LARGE));
  const dynamodb = createDynamoDbClient(settings);
  const s3 = createS3Client(settings);
  const kms = createKmsClient(settings);
  const logs = createJsonCall(patient, LOGS);
  const monitoring = createJsonCall(patient, MONITORING);
  const { packages } = deployment;
  const the = `the API ${deployment.api.id}`;
  return [
    {
      name: 'stage',
      thing: `${the} with its stage ${deployment.api.stage}`,
      asks: ['apigateway:GET'],
      at: () => stageFindings(api, deployment),
    },
    {
      name: 'routes',
      thing: the,
      asks: ['apigateway:GET'],
      at: () => routeFindings(api, deployment),
    },
    // What else there is in somebody's API is theirs.
    ...(isOwn(deployment.api)
      ? [
          {
            name: 'own answers',
            thing: `${the} with its gateway responses`,
            asks: ['apigateway:GET'],
            at: () => gatewayResponseFindings(api, deployment),
          },
          {
            name: 'access',
            thing: `${the} with its resource policy`,
            asks: ['apigateway:GET'],
            at: () => apiPolicyFindings(api, deployment),
          },
        ]
      : []),
    ...Object.entries(deployment.functions).map(([key, { name }]) => ({
      name: `function ${key}`,
      thing: `the function ${name}`,
      asks: ['lambda:GetFunctionConfiguration', 'lambda:GetPolicy'],
      at: () => functionFindings(lambda, key, deployment),
    })),
    {
      name: 'logs',
      thing: 'the log groups',
      asks: ['logs:DescribeLogGroups'],
      at: () => logFindings(logs, deployment),
    },
    {
      name: 'table',
      thing: `the table ${deployment.table.name}`,
      asks: [
        'dynamodb:DescribeContinuousBackups',
        'dynamodb:DescribeTable',
        'dynamodb:DescribeTimeToLive',
      ],
      at: () => tableFindings(dynamodb, deployment),
    },
    packages.adopted
      ? {
          name: 'packages',
          thing: `the bucket ${packages.bucket}`,
          asks: ['s3:GetBucketPolicyStatus'],
          at: () => adoptedBucketFindings(s3, deployment),
        }
      : {
          name: 'packages',
          thing: `the bucket ${packages.bucket}`,
          asks: [
            's3:GetBucketOwnershipControls',
            's3:GetBucketPolicy',
            's3:GetBucketPublicAccessBlock',
            's3:GetBucketVersioning',
            's3:GetEncryptionConfiguration',
            's3:GetLifecycleConfiguration',
          ],
          at: () => bucketFindings(s3, deployment),
        },
    ...Object.entries(deployment.signing_keys.all).map(([name, arn]) => ({
      name: `key ${name}`,
      thing: `the key ${arn}`,
      asks: ['kms:DescribeKey', 'kms:GetPublicKey', 'lambda:GetFunctionConfiguration'],
      at: () => signingKeyFindings({ kms, lambda }, name, deployment),
    })),
    {
      name: 'alarms',
      thing: 'the alarms',
      asks: ['cloudwatch:DescribeAlarms'],
      at: () => alarmFindings(monitoring, deployment, settings.clock),
    },
  ];
}

const LOGS = { name: 'logs', target: 'Logs_20140328', version: '1.1' } as const;
const MONITORING = {
  name: 'monitoring',
  target: 'GraniteServiceVersion20100801',
  version: '1.0',
} as const;
