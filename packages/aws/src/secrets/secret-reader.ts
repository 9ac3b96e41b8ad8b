import { createJsonCall, type JsonCallSettings } from '../json-call/json-call.ts';

/** The text of a secret of AWS Secrets Manager. */
export type SecretReader = (arn: string) => Promise<string>;

/** @throws as `createJsonCall`, and an Error where the secret is binary */
export function createSecretReader(settings: JsonCallSettings): SecretReader {
  const call = createJsonCall(settings, {
    name: 'secretsmanager',
    target: 'secretsmanager',
    version: '1.1',
  });
  return async (arn) => {
    const answer = await call('GetSecretValue', { SecretId: arn });
    if (typeof answer === 'object' && answer !== null && 'SecretString' in answer) {
      return String(answer.SecretString);
    }
    throw new Error('The secret holds no text; store it as a string.');
  };
}
