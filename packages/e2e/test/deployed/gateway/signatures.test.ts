import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import type { AwsCaller } from '../../../src/deployed/gateway/callers.ts';
import { NOW, openGateway } from '../support/ask.ts';
import { REGION, smallApi } from '../support/definition.ts';

const ALLOW = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
};
const caller: AwsCaller = {
  accessKeyId: 'ASIACALLER',
  secretAccessKey: 'secret',
  sessionToken: 'session',
  arn: 'arn:aws:sts::123456789012:assumed-role/Publisher/build-7',
  userId: 'AROAX:build-7',
  organisation: 'o-1',
  policies: [ALLOW],
};

async function signed(
  change: { by?: AwsCaller; at?: Date; region?: string; service?: string; query?: string } = {},
) {
  const { by = caller, at = NOW, region = REGION, service = 'execute-api', query = '' } = change;
  const signer = new SignatureV4({ credentials: by, region, service, sha256: Sha256 });
  const body = Buffer.from('{"scope":"download:acme"}');
  const request = new HttpRequest({
    method: 'POST',
    path: '/v1/signed',
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: { host: 'registry.example.com', 'content-type': 'application/json' },
    body,
  });
  const { headers } = await signer.sign(request, { signingDate: at });
  return { headers: Object.entries(headers), body };
}

const target = '/v1/signed';

describe('a route for signed requests', () => {
  it('tells the function who has signed', async () => {
    const { ask } = openGateway({ callers: [caller] });
    const answer = await ask('POST', target, await signed());
    expect(answer.status).toBe(200);
    expect(answer.json().requestContext.identity).toMatchObject({
      accessKey: 'ASIACALLER',
      accountId: '123456789012',
      caller: 'AROAX:build-7',
      user: 'AROAX:build-7',
      userArn: caller.arn,
      principalOrgId: 'o-1',
    });
  });

  it('takes a signature over a query', async () => {
    const { ask } = openGateway({ callers: [caller] });
    const request = await signed({ query: 'b=x y&a=1' });
    expect((await ask('POST', `${target}?a=1&b=x%20y`, request)).status).toBe(200);
  });

  it.each([
    ['nothing', async () => ({ headers: [['Host', 'x']] as const }), 'Missing'],
    [
      'a bearer token',
      async () => ({ headers: [['Authorization', 'Bearer x']] as const }),
      'Missing',
    ],
    ['a signature of long ago', () => signed({ at: new Date(NOW.getTime() - 301_000) }), 'expired'],
    ['a signature of later', () => signed({ at: new Date(NOW.getTime() + 301_000) }), 'expired'],
    ['another secret', () => signed({ by: { ...caller, secretAccessKey: 'x' } }), 'does not match'],
    ['an unknown key', () => signed({ by: { ...caller, accessKeyId: 'AKIAX' } }), 'token included'],
    ['another session', () => signed({ by: { ...caller, sessionToken: 'x' } }), 'token included'],
    ['another region', () => signed({ region: 'us-east-1' }), 'scoped'],
    ['another service', () => signed({ service: 'sts' }), 'scoped'],
    ['another query', () => signed({ query: 'a=1' }), 'does not match'],
    [
      'another body',
      async () => ({ ...(await signed()), body: Buffer.from('{}') }),
      'not the signed',
    ],
  ])('refuses %s', async (_, request, reason) => {
    const { ask, functions } = openGateway({ callers: [caller] });
    const answer = await ask('POST', target, await request());
    expect(answer.status).toBe(403);
    expect(answer.json().errors[0]).toContain(reason);
    expect(functions.invoked).toEqual([]);
  });

  it('refuses who may not invoke it, unless the resource policy allows them', async () => {
    const weak = { ...caller, policies: [] };
    const { ask } = openGateway({ callers: [weak] });
    expect((await ask('POST', target, await signed())).status).toBe(403);
    const Statement = [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::123456789012:role/Publisher' },
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*',
      },
    ];
    const api = smallApi({ 'x-amazon-apigateway-policy': { Version: '2012-10-17', Statement } });
    const allowed = openGateway({ api, callers: [weak] });
    expect((await allowed.ask('POST', target, await signed())).status).toBe(200);
  });

  it('refuses another organisation than the resource policy names', async () => {
    const Statement = [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*/POST/v1/signed',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-2' } },
      },
    ];
    const api = smallApi({ 'x-amazon-apigateway-policy': { Version: '2012-10-17', Statement } });
    const { ask } = openGateway({ api, callers: [caller] });
    expect((await ask('POST', target, await signed())).status).toBe(403);
  });
});
