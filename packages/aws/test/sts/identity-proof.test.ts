import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentityProof, type IdentityProofRequest } from '../../src/sts/index.ts';
import { IAM_USER, ROLE_SESSION, type RunningSts, startSts } from '../../src/testing/index.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');
const PROOF: IdentityProofRequest = {
  credentials: ROLE_SESSION,
  region: 'eu-central-1',
  audience: 'https://registry.test',
  identity: 'deploy',
  nonce: 'n-1',
  clock: () => NOW,
};

async function linesOf(change: Partial<IdentityProofRequest> = {}): Promise<string[]> {
  const proof = await createIdentityProof({ ...PROOF, ...change });
  return Buffer.from(proof, 'base64url').toString('utf8').split('\r\n');
}

describe('createIdentityProof', () => {
  it('writes the request that STS would be sent, with all that binds it under the signature', async () => {
    const [first, ...rest] = await linesOf();
    expect(first).toBe('POST /?Action=GetCallerIdentity&Version=2011-06-15 HTTP/1.1');
    expect(rest.slice(-2)).toEqual(['', '']);
    const signedHeaders =
      'accept;host;x-amz-date;x-amz-security-token;x-registry-audience;x-registry-identity;x-registry-nonce';
    expect(rest.slice(0, -2).toSorted()).toEqual([
      'accept: application/json',
      expect.stringMatching(
        new RegExp(
          `^authorization: AWS4-HMAC-SHA256 Credential=${ROLE_SESSION.accessKeyId}/20260102/eu-central-1/sts/aws4_request, SignedHeaders=${signedHeaders}, Signature=[0-9a-f]{64}$`,
        ),
      ),
      'host: sts.eu-central-1.amazonaws.com',
      'x-amz-date: 20260102T030405Z',
      `x-amz-security-token: ${ROLE_SESSION.sessionToken}`,
      'x-registry-audience: https://registry.test',
      'x-registry-identity: deploy',
      'x-registry-nonce: n-1',
    ]);
  });

  it.each([
    ['us-east-1', 'sts.us-east-1.amazonaws.com'],
    ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn'],
  ])('asks the STS of the region %s', async (region, host) => {
    expect(await linesOf({ region })).toContain(`host: ${host}`);
  });

  it('holds no secret key, and no session token where there is none', async () => {
    const lines = await linesOf({ credentials: async () => IAM_USER, identity: '' });
    expect(lines.join('\n')).not.toContain(IAM_USER.secretAccessKey);
    expect(lines.join('\n')).not.toContain('x-amz-security-token');
    expect(lines).toContain('x-registry-identity: ');
  });

  it('is another one with another nonce, and the same with the same', async () => {
    expect(await createIdentityProof(PROOF)).toBe(await createIdentityProof(PROOF));
    const other = await createIdentityProof({ ...PROOF, nonce: 'n-2' });
    expect(other).not.toBe(await createIdentityProof(PROOF));
  });

  it('fails as the credentials do', async () => {
    const credentials = () => Promise.reject(new Error('The SSO session has expired.'));
    await expect(createIdentityProof({ ...PROOF, credentials })).rejects.toThrow('SSO session');
  });
});

describe('the STS of tests', () => {
  let sts: RunningSts;
  beforeAll(async () => {
    sts = await startSts(undefined, () => NOW);
  });
  afterAll(() => sts.dispose());

  /** Sends the lines of a proof as they are. */
  async function send([first = '', ...lines]: string[], body = '') {
    const [method, path] = first.split(' ');
    const headers = lines.flatMap((line) => {
      const [, name, value] = /^([^:]+): (.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [name, value];
    });
    return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      request(`https://${sts.host}${path}`, {
        ...(method && { method }),
        headers,
        agent: false,
        ca: sts.certificate,
      })
        .on('response', (response) =>
          text(response).then(
            (said) => resolve({ status: response.statusCode, body: said }),
            reject,
          ),
        )
        .on('error', reject)
        .end(body);
    });
  }

  it('knows who has signed', async () => {
    for (const caller of [ROLE_SESSION, IAM_USER]) {
      const { status, body } = await send(await linesOf({ credentials: caller, host: sts.host }));
      expect(status).toBe(200);
      expect(JSON.parse(body)).toMatchObject({
        GetCallerIdentityResponse: {
          GetCallerIdentityResult: { Arn: caller.arn, Account: caller.account },
        },
      });
    }
  });

  it('refuses whatever is changed in a signed request', async () => {
    const lines = await linesOf({ host: sts.host });
    // Of the first line what stands between the method and the version.
    const place = fc.integer({ min: 0, max: lines.length - 3 }).chain((line) => {
      const { length } = lines[line] ?? '';
      const [min, max] = line === 0 ? [5, length - 10] : [0, length - 1];
      return fc.tuple(fc.constant(line), fc.integer({ min, max }));
    });
    await fc.assert(
      fc.asyncProperty(place, fc.stringMatching(/^[0-9a-z]$/), async ([line, at], letter) => {
        const changed = lines.map((text, index) =>
          index === line ? `${text.slice(0, at)}${letter}${text.slice(at + 1)}` : text,
        );
        const outcome = await send(changed).then(
          ({ status }) => status === 200,
          () => false,
        );
        expect(outcome).toBe(changed[line] === lines[line]);
      }),
      { numRuns: 150 },
    );
  });

  it('refuses a body that was not signed, and the request without its signature', async () => {
    const lines = await linesOf({ host: sts.host });
    expect((await send(lines, 'Action=GetSessionToken')).status).toBe(403);
    const bare = lines.filter((line) => !line.startsWith('authorization'));
    expect(await send(bare)).toMatchObject({
      status: 403,
      body: expect.stringContaining('Missing'),
    });
  });
});
