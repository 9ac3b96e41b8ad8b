import { buffer } from 'node:stream/consumers';
import { GetKeyPolicyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { z } from 'zod';
import {
  type Fault,
  startFaultServer,
  testSettings,
} from '../../../../packages/aws/src/testing/index.ts';
import { signerOf } from '../../../../packages/e2e/src/deployed/aws/aws-request.ts';
import { judgeCall } from '../../../../packages/e2e/src/deployed/aws/judge-call.ts';
import type { AtEnd } from './emulator.ts';

export type PolicyStatement = z.infer<typeof PolicyStatement>;
const PolicyStatement = z.looseObject({
  Sid: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
});
export const PolicyDocument = z.object({ Statement: z.array(PolicyStatement) });

interface PolicyGate {
  /** The endpoint for somebody who may do this and nothing else, until the next call. */
  allow(statements: readonly PolicyStatement[]): string;
}

interface Need {
  readonly action: string;
  readonly resource: string;
}

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

/** Lets through to the emulator at `endpoint` what IAM would. */
export async function startPolicyGate(atEnd: AtEnd, endpoint: string): Promise<PolicyGate> {
  let allowed: readonly PolicyStatement[] = [];
  const holder = () => ({
    functionName: 'operator',
    functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:none`,
    role: {
      arn: `arn:aws:iam::${ACCOUNT}:role/operator`,
      name: 'operator',
      uniqueId: 'AROAOPERATOR',
      boundary: undefined,
      statements: allowed.map((statement) => ({ name: statement.Sid, statement })),
    },
    accountId: ACCOUNT,
  });
  const ofResources = {
    buckets: new Map(),
    keys: await keyPolicies(endpoint),
    boundaries: new Map(),
  };
  const judge: Fault = async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const { pathname, searchParams } = new URL(url, endpoint);
    const body = await buffer(request);
    const asked = { method, path: pathname, query: searchParams, headers, body };
    const { service = '' } = signerOf(asked) ?? {};
    const need = needOf(service, asked);
    const judgement = await judgeCall(holder(), { ...need, keys: {} }, ofResources);
    if (!judgement.allowed) {
      response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' });
      response.end(refusal(service));
      return;
    }
    const { host: _, connection: __, 'content-length': ___, ...kept } = headers;
    const answer = await fetch(`${endpoint}${url}`, {
      method,
      headers: Object.entries(kept).map(([name, value]): [string, string] => [name, `${value}`]),
      ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = await startFaultServer(judge);
  atEnd(() => server.dispose());
  return {
    allow: (statements) => {
      allowed = statements;
      return server.endpoint;
    },
  };
}

/** Without what its own policy says, nobody may do anything with a key. */
async function keyPolicies(endpoint: string): Promise<ReadonlyMap<string, unknown>> {
  const kms = new KMSClient(testSettings(endpoint));
  const { Keys = [] } = await kms.send(new ListKeysCommand());
  const policies = Keys.map(async ({ KeyArn = '', KeyId }) => {
    const { Policy = '' } = await kms.send(
      new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }),
    );
    return [KeyArn, JSON.parse(Policy)] as const;
  });
  return new Map(await Promise.all(policies));
}

/** The right that a call takes, as the Service Authorization Reference has it. */
function needOf(
  service: string,
  request: {
    readonly method: string;
    readonly path: string;
    readonly query: URLSearchParams;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: Buffer;
  },
): Need {
  const { method, path, query, body } = request;
  const there = `${REGION}:${ACCOUNT}`;
  const operation = String(request.headers['x-amz-target']).split('.')[1];
  switch (service) {
    case 'apigateway':
      return { action: `apigateway:${method}`, resource: `arn:aws:apigateway:${REGION}::${path}` };
    case 'lambda': {
      const [, , , name, what = ''] = path.split('/');
      const action = { configuration: 'GetFunctionConfiguration', policy: 'GetPolicy' }[what];
      return { action: `lambda:${action}`, resource: `arn:aws:lambda:${there}:function:${name}` };
    }
    case 's3': {
      const action = S3_ACTIONS.get([...query.keys()][0] ?? '');
      return { action: `s3:${action}`, resource: `arn:aws:s3:::${path.split('/')[1]}` };
    }
    case 'dynamodb': {
      const { TableName: name } = JSON.parse(body.toString());
      return {
        action: `dynamodb:${operation}`,
        resource: `arn:aws:dynamodb:${there}:table/${name}`,
      };
    }
    case 'kms':
      return { action: `kms:${operation}`, resource: JSON.parse(body.toString()).KeyId };
    case 'logs':
      return { action: `logs:${operation}`, resource: '*' };
    // Judged by whatever it might show.
    case 'monitoring':
      return { action: `cloudwatch:${operation}`, resource: `arn:aws:cloudwatch:${there}:alarm:*` };
    default:
      throw new Error(`It is not known which right a call to ${service} takes.`);
  }
}

const S3_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['encryption', 'GetEncryptionConfiguration'],
  ['lifecycle', 'GetLifecycleConfiguration'],
  ['ownershipControls', 'GetBucketOwnershipControls'],
  ['policy', 'GetBucketPolicy'],
  ['policyStatus', 'GetBucketPolicyStatus'],
  ['publicAccessBlock', 'GetBucketPublicAccessBlock'],
  ['versioning', 'GetBucketVersioning'],
]);

function refusal(service: string): string {
  return service === 's3'
    ? '<Error><Code>AccessDenied</Code><Message>not allowed</Message></Error>'
    : JSON.stringify({ __type: 'AccessDeniedException', message: 'not allowed' });
}
