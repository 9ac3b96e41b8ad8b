import { onTestFinished } from 'vitest';
import type { DeployedFunction } from '../../../src/deployed/functions/deployed-function.ts';
import { runFunctions } from '../../../src/deployed/functions/run-functions.ts';
import { functionArn, REGION } from './definition.ts';
import { smallZip } from './small-zip.ts';

export const SOURCE = 'arn:aws:execute-api:eu-west-1:123456789012:abc/live/GET/x';

/** A function of these files, deployed to nowhere. */
export async function smallFunction(
  files: Readonly<Record<string, string>>,
  change: Partial<DeployedFunction> = {},
): Promise<DeployedFunction> {
  const zip = await smallZip(files);
  return {
    name: 'small',
    arn: functionArn('small'),
    zip,
    codeSha256: '',
    handler: 'index.handler',
    runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
    memoryMb: 256,
    timeoutSeconds: 5,
    environment: { GREETING: 'hello' },
    reservedConcurrency: -1,
    logGroup: '/aws/lambda/small',
    roleArn: 'arn:aws:iam::123456789012:role/small',
    permissions: [
      {
        principal: 'apigateway.amazonaws.com',
        action: 'lambda:InvokeFunction',
        sourceArn: undefined,
      },
    ],
    ...change,
  };
}

/** Runs it for the test; `invoke` as API Gateway would. */
export async function runSmall(fn: DeployedFunction) {
  const lines: string[] = [];
  const credentials = {
    accessKeyId: 'ASIASMALL',
    secretAccessKey: 'secret',
    sessionToken: 'session',
  };
  const surroundings = { region: REGION, endpoint: 'http://127.0.0.1:9', credentials };
  const running = await runFunctions(
    [fn],
    () => surroundings,
    (line) => lines.push(line),
  );
  onTestFinished(() => running.stop());
  const invoke = (event: object = {}, source = SOURCE) => running.invoke(fn.arn, event, source);
  const answer = async (event: object = {}) => {
    const outcome = await invoke(event);
    if (outcome.kind !== 'answer') throw new Error(JSON.stringify(outcome));
    return JSON.parse(outcome.payload);
  };
  return { ...running, invoke, answer, lines };
}

/** A handler in ES module form. */
export const handler = (body: string) => ({
  'index.mjs': `export const handler = async (event, context) => { ${body} };`,
});
