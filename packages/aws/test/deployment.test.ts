import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { answer, type Fault, hangUp, startFaultServer } from '../src/testing/index.ts';
import { DEPLOYMENT, inspect, key } from './a-deployment.ts';

describe('a look at a deployment', () => {
  it('says of each part that is not there that it is not', async () => {
    const checks = await inspect(inject('kms'));
    const unknown = (thing: string) => [expect.stringContaining(`AWS does not know ${thing};`)];
    expect(Object.fromEntries(checks.map(({ name, findings }) => [name, findings]))).toEqual({
      stage: unknown('the API abc123 with its stage live'),
      routes: unknown('the API abc123'),
      'own answers': unknown('the API abc123 with its gateway responses'),
      access: unknown('the API abc123 with its resource policy'),
      'function read': unknown('the function nobody-read'),
      logs: [expect.stringContaining('There is no log group /aws/lambda/nobody-read,')],
      table: unknown('the table nobody'),
      packages: unknown('the bucket nobody-packages'),
      'key first': unknown(`the key ${key}`),
      alarms: [expect.stringContaining('There is no alarm nobody-errors,')],
    });
  });

  it.each([
    ['may not be looked at', refuse(403, 'AccessDenied'), '(AccessDenied); allow them '],
    ['cannot be told of now', refuse(503, 'ServiceUnavailable'), 'run the same command again.'],
    ['is out of reach', hangUp, 'run the same command again.'],
  ])('says of each part that %s what to do', async (_what, fault, words) => {
    const server = await startFaultServer(fault);
    onTestFinished(() => server.dispose());
    for (const { name, findings } of await inspect(server.endpoint)) {
      expect([name, ...findings]).toEqual([name, expect.stringContaining(words)]);
    }
  });

  it('knows no function of another version', async () => {
    const functions = {
      mirror: { name: 'nobody-mirror', log_group_name: '/aws/lambda/x', code_sha256: 'x' },
    };
    const checks = await inspect(inject('kms'), { ...DEPLOYMENT, functions });
    const found = checks.find(({ name }) => name === 'function mirror');
    expect(found?.findings).toEqual([
      'This version knows no function mirror; use a registry-cli of the version deployed.',
    ]);
  });
});

/** In the forms of all services at once. */
const refuse =
  (status: number, code: string): Fault =>
  (request, response) => {
    const isS3 = request.headers.authorization?.includes('/s3/') === true;
    const json = JSON.stringify({ __type: code, message: 'm' });
    const body = isS3 ? `<Error><Code>${code}</Code><Message>m</Message></Error>` : json;
    return answer(status, body, { 'x-amzn-errortype': code })(request, response);
  };
