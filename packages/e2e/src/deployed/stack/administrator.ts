import { request } from '../../api/request.ts';
import { AccessToken } from '../../api/schemas.ts';
import type { AwsCaller } from '../gateway/callers.ts';
import { signRequest } from '../sign-request.ts';

/** Who administers the registries of these tests: a role of the account that they are in. */
export const ADMINISTRATOR: AwsCaller = {
  accessKeyId: 'ASIAADMINISTRATOR',
  secretAccessKey: 'secret-of-the-administrator',
  sessionToken: 'session-of-the-administrator',
  arn: 'arn:aws:sts::123456789012:assumed-role/registry-administrator/tests',
  userId: 'AROAADMINISTRATOR:tests',
  organisation: 'o-abcdefghij',
  policies: [
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
    },
  ],
};

/** The administrator's first token, as anybody gets theirs who has AWS credentials. */
export async function fetchAdminToken(at: {
  readonly baseUrl: string;
  readonly region: string;
  readonly certificate: string;
  readonly proxy: string | undefined;
}): Promise<string> {
  const url = `${at.baseUrl}/v1/token`;
  const body = JSON.stringify({ scope: 'admin', expires_in: 3600 });
  const headers = await signRequest(ADMINISTRATOR, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body,
    service: 'execute-api',
    region: at.region,
  });
  const { certificate, proxy } = at;
  const { status, text } = await request({
    method: 'POST',
    url,
    headers,
    body,
    certificate,
    proxy,
  });
  if (status !== 200) throw new Error(`the administrator gets no token: ${status} ${text}`);
  return AccessToken.parse(JSON.parse(text)).access_token;
}
