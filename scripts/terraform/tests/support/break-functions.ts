/** What people and accidents do to functions and their surroundings behind Terraform's back. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import type { Deployment } from '../../../../packages/aws/src/deployment/index.ts';
import { testSettings } from '../../../../packages/aws/src/testing/index.ts';
import { TERRAFORM_FOLDER } from '../../index.ts';
import type { Break } from './break.ts';
import { callJson } from './call-json.ts';

export function functionBreaks(deployment: Deployment, endpoint: string): readonly Break[] {
  const lambda = new LambdaClient(testSettings(endpoint));
  const nameOf = (key: string) => deployment.functions[key]?.name ?? '';
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
  const setCode = (ZipFile: Uint8Array) =>
    lambda.send(new UpdateFunctionCodeCommand({ FunctionName: nameOf('publish'), ZipFile }));

  return [
    {
      what: 'a setting that is missing',
      findings: [/The function \S+-authorizer lacks ISSUER;/],
      cause: () => changeEnvironment('authorizer', {}, ['ISSUER']),
    },
    {
      what: 'another table',
      findings: [/The function \S+-read is told another TABLE_NAME than/],
      cause: () => changeEnvironment('read', { TABLE_NAME: 'staging' }),
    },
    {
      what: 'a setting that nobody reads',
      findings: [/The function \S+-publish does not read TABEL_NAME;/],
      cause: () => changeEnvironment('publish', { TABEL_NAME: 'acme' }),
    },
    {
      what: 'keys that are not those of KMS',
      findings: [
        /The key first \(.*\) signs the tokens, and \S+-token-issuer does not know its public/,
      ],
      cause: () => changeEnvironment('token-issuer', { JWKS: '{"keys":[]}' }),
    },
    {
      what: 'other code',
      findings: [/The function \S+-publish runs other code than Terraform sent,/],
      cause: () => setCode(zipSync({ 'index.mjs': new TextEncoder().encode('export {};') })),
      cure: async () => setCode(await readFile(join(TERRAFORM_FOLDER, 'lambdas/publish.zip'))),
    },
    {
      what: 'a function that API Gateway may not invoke',
      findings: [/API Gateway may not invoke the function \S+-access;/],
      cause: () =>
        lambda.send(
          new RemovePermissionCommand({
            FunctionName: nameOf('access'),
            StatementId: `${deployment.table.name}-api`,
          }),
        ),
    },
    {
      what: 'a log group that is gone',
      findings: [/There is no log group \/aws\/lambda\/\S+-read,/],
      cause: () => {
        const logGroupName = `/aws/lambda/${nameOf('read')}`;
        return callJson(endpoint, 'logs', 'Logs_20140328.DeleteLogGroup', { logGroupName });
      },
    },
    {
      what: 'a function that is gone',
      findings: [/AWS does not know the function \S+-access;/],
      cause: () => lambda.send(new DeleteFunctionCommand({ FunctionName: nameOf('access') })),
    },
  ];
}
