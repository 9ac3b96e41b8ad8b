import { parsePrincipal, parseScope } from '@registry/domain';
import { type TokenAttack, tokenAttacks } from '@registry/domain/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { requestEvent, requestEventV2, tokenEvent } from './events.ts';
import { allows } from './iam.ts';
import { authorizing, key, now, settings, tokenWith } from './setup.ts';

const attacks = await tokenAttacks({ ...settings, key, now });
const VERSIONS = '/v1/modules/acme/vpc/aws/versions';

describe('the authorizer', () => {
  it.each([
    ['a TOKEN event', tokenEvent],
    ['a REQUEST event', requestEvent],
    ['a REQUEST event of an HTTP API', requestEventV2],
  ])('answers %s with principal, policy and context', async (_, event) => {
    const { authorize } = authorizing();
    const answer = await authorize(event(`Bearer ${await tokenWith('download:acme')}`));
    expect(answer.principalId).toBe('identity:ci');
    expect(answer.context).toEqual({
      principal: 'identity:ci',
      scope: 'download:acme',
      issued_at: Math.floor(now.getTime() / 1000),
      expires_at: Math.floor(now.getTime() / 1000) + 900,
      token_id: 'token-1',
    });
    expect(allows(answer.policyDocument, 'GET', VERSIONS)).toBe(true);
    expect(allows(answer.policyDocument, 'PUT', VERSIONS)).toBe(false);
  });

  it.each(['bearer', 'BEARER', 'Bearer'])('takes the scheme as %s', async (scheme) => {
    const { authorize } = authorizing();
    const answer = await authorize(tokenEvent(`${scheme} ${await tokenWith('admin')}`));
    expect(answer.principalId).toBe('identity:ci');
  });

  it('takes the subject as principalId, whatever it is', async () => {
    const subject = 'oidc:https://token.example.com#repo:acme/vpc:ref:refs/heads/main';
    const token = await tokenWith('download:acme', subject);
    expect((await authorizing().authorize(tokenEvent(`Bearer ${token}`))).principalId).toBe(
      subject,
    );
  });

  it.each<TokenAttack>(attacks)('judges $name', async ({ token, accepted }) => {
    for (const event of [tokenEvent, requestEvent, requestEventV2]) {
      const answer = authorizing().authorize(event(`Bearer ${token}`));
      if (accepted) await expect(answer).resolves.toMatchObject({ principalId: 'identity:honest' });
      else await expect(answer).rejects.toEqual(new Error('Unauthorized'));
    }
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic dXNlcjpwdw==', 'Token x', 'Bearer a b'])(
    'finds no token in %j',
    async (header) => {
      for (const event of [tokenEvent, requestEvent, requestEventV2]) {
        await expect(authorizing().authorize(event(header))).rejects.toEqual(
          new Error('Unauthorized'),
        );
      }
    },
  );

  it('finds no token where the header is missing, or there are two', async () => {
    const header = `Bearer ${await tokenWith('admin')}`;
    const twice = {
      ...requestEvent(header),
      multiValueHeaders: { authorization: [header, header] },
    };
    const spelled = {
      ...requestEvent(),
      headers: { Authorization: header, authorization: header },
      multiValueHeaders: null,
    };
    const nothing = { ...requestEvent(), headers: null, multiValueHeaders: null };
    for (const event of [requestEvent(), twice, spelled, nothing]) {
      await expect(authorizing().authorize(event)).rejects.toEqual(new Error('Unauthorized'));
    }
  });

  it('fails, and does not open, where something else is wrong', async () => {
    const broken = authorizing(async () => {
      throw new TypeError('a key cannot be read');
    });
    await expect(broken.authorize(tokenEvent('Bearer a.b.c'))).rejects.toThrow(
      'a key cannot be read',
    );
    expect(broken.log()).toMatchObject([
      { level: 'error', decision: 'error', err: { message: 'a key cannot be read' } },
    ]);
    const token = `Bearer ${await tokenWith('admin')}`;
    const nowhere = authorizing().authorize({ ...tokenEvent(token), methodArn: 'nonsense' });
    await expect(nowhere).rejects.toThrow('malformed');
  });
});

describe('a scope of many entries', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => `download:team-${index}`).join(' ');

  it('is opened whole while the answer is small enough', async () => {
    const { authorize } = authorizing();
    const answer = await authorize(tokenEvent(`Bearer ${await tokenWith(many(50))}`));
    expect(allows(answer.policyDocument, 'GET', '/v1/modules/team-49/vpc/aws/versions')).toBe(true);
    expect(JSON.stringify(answer).length).toBeLessThanOrEqual(8192);
  });

  it('beyond that opens nothing, and the log says why: whoever brings a token of another issuer', async () => {
    const { authorize, log } = authorizing(async () => ({
      principal: parsePrincipal('identity:ci'),
      scope: parseScope(many(150)),
      issuedAt: now,
      expiresAt: new Date(now.getTime() + 1000),
      tokenId: 'external:1',
      identities: [],
    }));
    const answer = await authorize(tokenEvent('Bearer a.b.c'));
    expect(allows(answer.policyDocument, 'GET', '/v1/modules/team-1/vpc/aws/versions')).toBe(false);
    expect(allows(answer.policyDocument, 'GET', '/v1/whoami')).toBe(false);
    expect(JSON.stringify(answer).length).toBeLessThanOrEqual(8192);
    expect(log()).toMatchObject([
      { level: 'warn', decision: 'deny', msg: expect.stringContaining('pattern') },
    ]);
  });
});

describe('the log', () => {
  it('has one line for each decision: who, which token, which request', async () => {
    const { authorize, log } = authorizing();
    await authorize(requestEvent(`Bearer ${await tokenWith('download:acme')}`));
    await authorize(requestEvent('Basic x')).catch(() => undefined);
    expect(log()).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        request_id: 'request-1',
        principal: 'identity:ci',
        token_id: 'token-1',
        decision: 'policy',
        msg: 'authorized',
      },
      {
        level: 'info',
        time: expect.any(String),
        request_id: 'request-1',
        decision: 'unauthorized',
        reason: 'missing',
        msg: expect.any(String),
      },
    ]);
  });

  it('never holds a token, good or bad', async () => {
    const { authorize, lines } = authorizing();
    for (const { token } of attacks) {
      await authorize(tokenEvent(`Bearer ${token}`)).catch(() => undefined);
      for (const part of token.split('.').filter(({ length }) => length > 20)) {
        expect(lines.join('')).not.toContain(part);
      }
    }
    expect(lines).toHaveLength(attacks.length);
  });
});

describe('the network', () => {
  it('is never asked', async () => {
    const { fetch } = globalThis;
    onTestFinished(() => {
      globalThis.fetch = fetch;
    });
    globalThis.fetch = async () => {
      throw new Error('There is no network here.');
    };
    const { authorize } = authorizing();
    for (const { token, accepted } of attacks) {
      const answer = await authorize(tokenEvent(`Bearer ${token}`)).catch(
        (error: Error) => error.message,
      );
      if (!accepted) expect(answer).toBe('Unauthorized');
    }
  });
});
