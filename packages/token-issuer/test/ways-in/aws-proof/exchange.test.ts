import { setDefaultCACertificates } from 'node:tls';
import { createIdentityProof } from '@registry/aws/sts';
import { answer, ROLE_SESSION, type RunningSts, startSts } from '@registry/aws/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWaysIn } from '../../../src/ways-in/create-ways-in.ts';
import { AWS4_REQUEST } from '../../../src/ways-in/subject-types.ts';
import { START, settings, tokenIn } from '../../setup.ts';
import { awsRegistry, CI_ROLE } from '../aws-registry.ts';

let sts: RunningSts;
beforeAll(async () => {
  sts = await startSts(undefined, () => START);
  setDefaultCACertificates([sts.certificate]);
});
afterAll(() => sts.dispose());

/** The registry as it is deployed, over an STS of ours; and what a client sends it. */
async function registry(hosts: 'ours' | 'built-in' = 'ours') {
  const given = await awsRegistry({
    waysIn: (parts) =>
      createWaysIn({
        ...parts,
        on: ['aws-proof'],
        issuer: settings.issuer,
        issuerPrivateHosts: [],
        stsHosts: hosts === 'ours' ? [sts.host] : undefined,
      }),
  });
  let proofs = 0;
  const proof = (identity = '') => {
    proofs += 1;
    return createIdentityProof({
      credentials: ROLE_SESSION,
      region: 'eu-central-1',
      audience: settings.issuer,
      identity,
      nonce: String(proofs),
      clock: () => START,
      host: sts.host,
    });
  };
  const exchange = (subjectToken: string, change: Record<string, string> = {}) =>
    given.exchange(subjectToken, { subject_token_type: AWS4_REQUEST, ...change });
  return { ...given, proof, exchange };
}

describe('POST /oauth/token with a signed GetCallerIdentity request', () => {
  it('gives the signer what was granted', async () => {
    const { exchange, proof, verify } = await registry();
    const { access_token, scope } = await tokenIn(await exchange(await proof()));
    expect(scope).toBe('upload:acme');
    expect(await verify(access_token)).toMatchObject({ principal: 'identity:deploy' });
  });

  it('gives it as the identity that was asked for and signed, and as no other', async () => {
    const { exchange, proof } = await registry();
    const asked = { identity: 'deploy' };
    expect((await exchange(await proof('deploy'), asked)).status).toBe(200);
    const other = await exchange(await proof(), asked);
    expect(await other.json()).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('x-registry-identity'),
    });
    // A proof over STS says nothing about an organisation.
    const members = await exchange(await proof('members'), { identity: 'members' });
    expect(await members.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('costs a write that claims it, a call of STS, three reads and the write of the audit', async () => {
    const { exchange, proof, calls } = await registry();
    const before = sts.requests.length;
    await exchange(await proof());
    expect(calls).toEqual({ reads: 3, writes: 2 });
    expect(sts.requests).toHaveLength(before + 1);
  });

  it('costs nothing but the audit where it is refused for what it is', async () => {
    const { exchange, proof, calls } = await registry('built-in');
    const before = sts.requests.length;
    const refused = await exchange(await proof());
    expect(await refused.json()).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('none of AWS STS'),
    });
    expect(calls).toEqual({ reads: 0, writes: 1 });
    expect(sts.requests).toHaveLength(before);
  });

  it('is good for one token, and exactly one of many at once', async () => {
    const { exchange, proof } = await registry();
    const subjectToken = await proof();
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(subjectToken)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(9);
  });

  it('is a 503 that says when to try again where STS is in trouble, and good again after', async () => {
    const { exchange, proof } = await registry();
    const subjectToken = await proof();
    sts.meet(answer(500));
    const refused = await exchange(subjectToken);
    sts.meet();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
    expect((await exchange(subjectToken)).status).toBe(200);
  });

  it('is told to audit and log with whom it proved and without a word of what was signed', async () => {
    const { exchange, proof, audit, lines, time } = await registry();
    const subjectToken = await proof();
    const { access_token } = await tokenIn(await exchange(subjectToken));
    // Events of one moment come in any order.
    time.now += 1;
    await exchange(subjectToken);
    const events = await audit();
    expect(events).toMatchObject([
      { outcome: 'done', detail: { way: 'aws-proof' } },
      { outcome: 'refused', reason: expect.stringContaining('used before') },
    ]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ principal: CI_ROLE });
    const raw = Buffer.from(subjectToken, 'base64url').toString();
    const [, signature = 'none'] = /Signature=([0-9a-f]{64})/.exec(raw) ?? [];
    const told = JSON.stringify(events) + lines.join();
    for (const secret of [
      subjectToken,
      signature,
      access_token,
      ROLE_SESSION.sessionToken,
      ROLE_SESSION.secretAccessKey,
      ROLE_SESSION.accessKeyId,
    ]) {
      expect(told).not.toContain(secret);
    }
  });
});
