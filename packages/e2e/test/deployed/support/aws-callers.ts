import { RegistryApi } from '../../../src/api/registry-api.ts';
import type { Answer } from '../../../src/api/request.ts';
import type { AwsCaller } from '../../../src/deployed/gateway/callers.ts';
import { signRequest } from '../../../src/deployed/sign-request.ts';
import type { Target } from '../../../src/target/target.ts';

/** What lets a principal sign for a token, as far as its own account is concerned. */
export const MAY_SIGN = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: [
        'arn:aws:execute-api:*:*:*/*/POST/*v1/token',
        'arn:aws:execute-api:*:*:*/*/GET/*token',
      ],
    },
  ],
};

/** A session of the role `name`, which may sign unless said otherwise. */
export function session(
  name: string,
  { account = '123456789012', ...more }: { account?: string } & Partial<AwsCaller> = {},
): AwsCaller {
  return {
    accessKeyId: `ASIA${name.toUpperCase()}`,
    secretAccessKey: `secret-of-${name}`,
    sessionToken: `session-of-${name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/build-7`,
    userId: `AROA${name}:build-7`,
    policies: [MAY_SIGN],
    ...more,
  };
}

/** What the registry says to a request that `by` has signed for it. */
export async function sendSigned(
  target: Target,
  by: AwsCaller,
  {
    method,
    path,
    region,
  }: { readonly method: string; readonly path: string; readonly region: string },
  body?: object,
): Promise<Answer> {
  const url = `${target.baseUrl}${path}`;
  const text = body && JSON.stringify(body);
  const headers: Record<string, string> = text ? { 'content-type': 'application/json' } : {};
  const what = {
    method,
    url,
    headers,
    service: 'execute-api',
    region,
    ...(text && { body: text }),
  };
  return new RegistryApi(target).raw(method, url, await signRequest(by, what), text);
}
