import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { clientOptions, LARGE } from '../clients/client-options.ts';
import { createDynamoDbClient } from '../clients/dynamodb.ts';
import { createKmsClient } from '../clients/kms.ts';
import { createS3Client } from '../clients/s3.ts';
import { createJsonCall, type JsonCallSettings } from '../json-call/json-call.ts';
import { routeFindings, stageFindings } from './api.ts';
import { bucketFindings } from './bucket.ts';
import type { Deployment } from './deployment.ts';
import { functionFindings } from './functions.ts';
import { logFindings } from './log-groups.ts';
import { type Check, look } from './look.ts';
import { signingKeyFindings } from './signing-keys.ts';
import { tableFindings } from './table.ts';

/**
 * Compares what is in AWS with what Terraform said that it made, and with what this version of the
 * code needs. Changes nothing.
 *
 * @throws what the credentials are refused with before AWS is asked
 */
export async function inspectDeployment(
  deployment: Deployment,
  settings: Omit<JsonCallSettings, 'region'>,
): Promise<readonly Check[]> {
  const here = { ...settings, region: deployment.region };
  const api = new APIGatewayClient(clientOptions(here, LARGE));
  const lambda = new LambdaClient(clientOptions(here, LARGE));
  const kms = createKmsClient(here);
  const logs = createJsonCall(
    // Asked from wherever an operator sits, as the SDK's clients are.
    { ...here, timeoutMs: LARGE.request },
    { name: 'logs', target: 'Logs_20140328', version: '1.1' },
  );

  const check = async (name: string, thing: string, at: () => Promise<readonly string[]>) => ({
    name,
    findings: await look(thing, at),
  });
  const the = `the API ${deployment.api.id}`;
  return Promise.all([
    check('stage', `${the} with its stage ${deployment.api.stage}`, () =>
      stageFindings(api, deployment),
    ),
    check('routes', the, () => routeFindings(api, deployment)),
    ...Object.entries(deployment.functions).map(([key, { name }]) =>
      check(`function ${key}`, `the function ${name}`, () =>
        functionFindings(lambda, key, deployment),
      ),
    ),
    check('logs', 'the log groups', () => logFindings(logs, deployment)),
    check('table', `the table ${deployment.table.name}`, () =>
      tableFindings(createDynamoDbClient(here), deployment),
    ),
    check('packages', `the bucket ${deployment.packages.bucket}`, () =>
      bucketFindings(createS3Client(here), deployment),
    ),
    ...Object.entries(deployment.signing_keys.all).map(([name, arn]) =>
      check(`key ${name}`, `the key ${arn}`, () =>
        signingKeyFindings({ kms, lambda }, name, deployment),
      ),
    ),
  ]);
}
