import {
  formatScope,
  isRevoked,
  NotGrantedError,
  parseResourceName,
  parseScope,
  type Revocation,
  ScopeTooWideError,
} from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { awsProof, givingTokens, ROLE_ARN, request, START, tokenProof } from './access-setup.ts';

const CI = { issuer: 'github', claims: { repository_owner_id: '1234' } };
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);

describe('as whom somebody acts', () => {
  it('is the only identity that matches', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'acme', 'download upload');
    const token = await all.issueForProof({ proof: tokenProof(), request });
    expect(await all.verify(token.accessToken)).toMatchObject({
      principal: 'identity:ci',
      identities: [],
      expiresAt: after(900),
    });
    expect(formatScope(token.scope)).toBe('download:acme upload:acme');
  });

  it('is themselves, with what all identities may do, where several match', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.identity('main', { issuer: 'github', claims: { ref: ['refs/heads/*'] } });
    await all.identity('other', { issuer: 'github', subject: 'repo:other/vpc' });
    await all.grant('identity:ci', 'acme', 'download');
    await all.grant('identity:main', 'acme', 'upload');
    await all.grant('identity:other', 'secret', 'download');
    const proof = tokenProof();
    const token = await all.issueForProof({ proof, request });
    expect(await all.verify(token.accessToken)).toMatchObject({
      principal: proof.principal,
      identities: ['ci', 'main'],
    });
    expect(formatScope(token.scope)).toBe('download:acme upload:acme');
  });

  it('is the identity that they name, and then with what that one may do', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.identity('main', { issuer: 'github', claims: { ref: ['refs/heads/*'] } });
    await all.grant('identity:ci', 'acme', 'download');
    await all.grant('identity:main', 'acme', 'upload');
    const identity = parseResourceName('main');
    const token = await all.issueForProof({ proof: tokenProof(), identity, request });
    expect(await all.verify(token.accessToken)).toMatchObject({ principal: 'identity:main' });
    expect(formatScope(token.scope)).toBe('upload:acme');
  });

  it('is themselves where something was granted to them directly, identities or not', async () => {
    const all = givingTokens();
    await all.grant(ROLE_ARN, 'acme', 'upload');
    const alone = await all.issueForProof({ proof: awsProof, request });
    expect(await all.verify(alone.accessToken)).toMatchObject({
      principal: ROLE_ARN,
      identities: [],
    });
    await all.identity('everybody', { aws_organization: 'o-abcdefghij' });
    await all.grant('identity:everybody', '*', 'download');
    const token = await all.issueForProof({ proof: awsProof, request });
    expect(await all.verify(token.accessToken)).toMatchObject({
      principal: ROLE_ARN,
      identities: ['everybody'],
    });
    expect(formatScope(token.scope)).toBe('upload:acme download:*');
  });

  it('is an administrator where the deployment says so', async () => {
    const all = givingTokens({ administrators: [ROLE_ARN] });
    const token = await all.issueForProof({ proof: awsProof, request });
    expect(formatScope(token.scope)).toBe('admin');
  });
});

describe('whoever is nobody here', () => {
  it('hears the same sentence, whatever came closest; the audit says what that was', async () => {
    const all = givingTokens();
    await all.identity('ci', { issuer: 'github', claims: { repository_owner_id: '9', ref: 'x' } });
    await all.identity('main', { issuer: 'github', claims: { ref: ['refs/tags/*'] } });
    await all.grant('identity:main', 'acme', 'upload');
    const messages = [];
    for (const identity of [undefined, 'main', 'ci', 'ghost']) {
      const named = identity ? { identity: parseResourceName(identity) } : {};
      const error = await all
        .issueForProof({ proof: tokenProof(), request, ...named })
        .catch((e) => e);
      expect(error).toBeInstanceOf(NotGrantedError);
      messages.push(error.message);
    }
    expect(new Set(messages).size).toBe(1);
    const events = await all.audited();
    expect(events.map(({ reason }) => reason)).toEqual([
      'No identity matches; the identity "main" differs in claims.ref.',
      'the identity "main" differs in claims.ref.',
      'the identity "ci" differs in claims.repository_owner_id, claims.ref.',
      'There is no identity "ghost".',
    ]);
    for (const event of events) {
      expect(event).toMatchObject({
        outcome: 'refused',
        source: '192.0.2.1',
        requestId: 'request-1',
      });
    }
  });

  it('is kept one by one up to a bound, and counted beyond it', async () => {
    const all = givingTokens();
    for (let i = 0; i < 35; i += 1) {
      await all.issueForProof({ proof: awsProof, request }).catch(() => undefined);
    }
    expect(await all.audited()).toHaveLength(30);
    expect(all.counted).toEqual([1, 2, 3, 4, 5]);
    all.time.now += 60_000;
    await all.issueForProof({ proof: awsProof, request }).catch(() => undefined);
    const events = await all.audited();
    expect(events.at(-1)?.detail).toEqual({ way: 'aws-gateway', not_kept_before: 5 });
  });

  it('is also who matches an identity without a grant, or whose grants have ended', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'acme', 'download', after(10));
    all.time.now += 10_000;
    const attempt = all.issueForProof({ proof: tokenProof(), request });
    await expect(attempt).rejects.toThrow(NotGrantedError);
    expect(await all.audited()).toMatchObject([
      { outcome: 'refused', identity: 'ci', reason: 'Nothing is granted to them now.' },
    ]);
  });
});

describe('the scope of a token', () => {
  const withGrants = async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'ac*', 'download');
    await all.grant('identity:ci', 'acme', 'download upload');
    return all;
  };

  it('is all that is granted, in the fewest entries, where none is asked', async () => {
    const all = await withGrants();
    const { scope } = await all.issueForProof({ proof: tokenProof(), request });
    expect(formatScope(scope)).toBe('download:ac* upload:acme');
  });

  it('is what is asked for, and nothing more', async () => {
    const all = await withGrants();
    const scope = parseScope('download:acme2');
    const token = await all.issueForProof({ proof: tokenProof(), scope, request });
    expect(formatScope(token.scope)).toBe('download:acme2');
  });

  it('is refused where part of it is not granted, naming that part', async () => {
    const all = await withGrants();
    const scope = parseScope('download:acme upload:acme2 admin');
    const error = await all.issueForProof({ proof: tokenProof(), scope, request }).catch((e) => e);
    expect(error).toBeInstanceOf(ScopeTooWideError);
    expect(error.message).toBe('Not granted: upload:acme2 admin. Ask for what is granted only.');
    expect(await all.audited()).toMatchObject([{ outcome: 'refused', identity: 'ci' }]);
  });

  it('is refused where it is longer than a token may be', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    for (let i = 0; i < 60; i += 1) {
      await all.grant('identity:ci', `namespace-${'x'.repeat(50)}${i}`, 'download');
    }
    const attempt = all.issueForProof({ proof: tokenProof(), request });
    await expect(attempt).rejects.toThrow('ask for fewer entries');
    expect(await all.audited()).toMatchObject([{ outcome: 'refused', identity: 'ci' }]);
  });

  it('comes from a verified claim where the grant says so', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', '{repository_owner}', 'upload');
    await all.grant('identity:ci', 'gh-{repository_owner}-*', 'download');
    const token = await all.issueForProof({ proof: tokenProof(), request });
    expect(formatScope(token.scope)).toBe('download:gh-acme-* upload:acme');
    const caller = await all.verify(token.accessToken);
    expect(caller.variables).toEqual({ repository_owner: 'acme' });
    const traded = await all.exchange({ subject: caller, request });
    expect(formatScope(traded.scope)).toBe('download:gh-acme-* upload:acme');
  });

  it.each([
    '*',
    'a*',
    'a b',
    'a upload:b',
    '..',
    '',
    '{repository_owner}',
    'a/b',
    'search',
    7,
    ['acme'],
    null,
  ])('comes from no claim %j that is not a name', async (repository_owner) => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', '{repository_owner}', 'upload');
    await all.grant('identity:ci', 'shared', 'download');
    const token = await all.issueForProof({ proof: tokenProof({ repository_owner }), request });
    expect(formatScope(token.scope)).toBe('download:shared');
  });
});

describe('the lifetime of a token', () => {
  it.each([
    ['what is asked', 60, undefined, undefined, 60],
    ['the default', undefined, undefined, undefined, 900],
    ['the maximum', 9000, undefined, undefined, 3600],
    ['the end of the proof', 900, 100, undefined, 100],
    ['the end of the grant', 900, undefined, 200, 200],
    ['the first of both ends', 900, 300, 200, 200],
  ])('is %s', async (_, lifetimeSeconds, proofEnds, grantEnds, given) => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'acme', 'download', grantEnds ? after(grantEnds) : undefined);
    const proof = tokenProof({}, proofEnds ? after(proofEnds) : after(7200));
    const asked = lifetimeSeconds === undefined ? {} : { lifetimeSeconds };
    const token = await all.issueForProof({ proof, request, ...asked });
    expect(token.expiresInSeconds).toBe(given);
  });

  it('is that of the grants it is taken from, the longest where several would do', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'a*', 'download', after(100));
    await all.grant('identity:ci', 'ac*', 'download', after(500));
    await all.grant('identity:ci', 'acme', 'download', after(300));
    await all.grant('identity:ci', 'other', 'download', after(50));
    const scope = parseScope('download:acme');
    const token = await all.issueForProof({ proof: tokenProof(), scope, request });
    expect(token.expiresInSeconds).toBe(500);
  });
});

describe('a grant that ends soon', () => {
  const rich = async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'm-1', 'download upload');
    await all.grant('identity:ci', 'acme', 'download', after(4000));
    return all;
  };

  it.each(['m-2', 'm-*', 'm-1', '*'])(
    'shortens no token of whoever has others, where no scope is asked: %s',
    async (namespace) => {
      const all = await rich();
      if (namespace === 'm-1') await all.grant('identity:ci', namespace, 'create_grant', after(20));
      else await all.grant('identity:ci', namespace, 'download', after(20));
      const token = await all.issueForProof({ proof: tokenProof(), request });
      expect(token.expiresInSeconds).toBe(900);
      expect(formatScope(token.scope)).toContain('download:acme');
      const subject = await all.verify(token.accessToken);
      const traded = await all.exchange({ subject, request });
      expect(traded.expiresInSeconds).toBe(900);
      expect(formatScope(traded.scope)).toBe(formatScope(token.scope));
    },
  );

  it('is given whoever asks for it, and for no longer', async () => {
    const all = await rich();
    await all.grant('identity:ci', 'm-2', 'download', after(20));
    const scope = parseScope('download:m-2 download:acme');
    const token = await all.issueForProof({ proof: tokenProof(), scope, request });
    expect(token.expiresInSeconds).toBe(20);
    const subject = await all.verify(token.accessToken);
    const traded = await all.exchange({ subject, request });
    expect(formatScope(traded.scope)).toBe('download:m-2 download:acme');
  });

  it('is given where nothing lasts longer, or as long as the proof', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'a', 'download', after(100));
    await all.grant('identity:ci', 'b', 'download', after(300));
    const longest = await all.issueForProof({ proof: tokenProof(), request });
    expect(formatScope(longest.scope)).toBe('download:b');
    expect(longest.expiresInSeconds).toBe(300);
    const short = await all.issueForProof({ proof: tokenProof({}, after(60)), request });
    expect(formatScope(short.scope)).toBe('download:a download:b');
    expect(short.expiresInSeconds).toBe(60);
    const asked = await all.issueForProof({ proof: tokenProof(), lifetimeSeconds: 100, request });
    expect(formatScope(asked.scope)).toBe('download:a download:b');
  });

  it('is traded on though something else lasts longer that was not in the token', async () => {
    const all = await rich();
    await all.grant('identity:ci', 'm-2', 'download');
    const scope = parseScope('download:m-2');
    const first = await all.issueForProof({ proof: tokenProof(), scope, request });
    await all.grant('identity:ci', 'm-2', 'download', after(600));
    const subject = await all.verify(first.accessToken);
    const traded = await all.exchange({ subject, request });
    expect(formatScope(traded.scope)).toBe('download:m-2');
    expect(traded.expiresInSeconds).toBe(600);
  });
});

describe('a token that is traded', () => {
  it('carries the first one on, and gives nothing that was taken away since', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'acme', 'download upload');
    const first = await all.issueForProof({ proof: tokenProof(), request });
    const subject = await all.verify(first.accessToken);
    await all.grant('identity:ci', 'acme', 'download');
    const second = await all.exchange({ subject, request });
    expect(formatScope(second.scope)).toBe('download:acme');
    const traded = await all.verify(second.accessToken);
    expect(traded.origin).toBe(first.tokenId);
    const third = await all.exchange({ subject: traded, request });
    expect((await all.verify(third.accessToken)).origin).toBe(first.tokenId);
    const wanted = { subject, scope: parseScope('upload:acme'), request };
    await expect(all.exchange(wanted)).rejects.toThrow(ScopeTooWideError);
  });

  it('ends with all that its bearer was given, whomever they acted as', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'acme', 'download');
    const proof = tokenProof();
    const first = await all.verify((await all.issueForProof({ proof, request })).accessToken);
    const traded = await all.exchange({ subject: first, request });
    const second = await all.verify(traded.accessToken);
    const of = (what: Revocation['what']): Revocation => ({
      id: 'revocation-1',
      what,
      reason: '',
      by: proof.principal,
      at: START,
      expiresAt: after(60),
    });
    for (const caller of [first, second]) {
      expect(caller).toMatchObject({ principal: 'identity:ci', actor: proof.principal });
      expect(isRevoked(caller, [of({ principal: proof.principal })])).toBe(true);
      expect(isRevoked(caller, [of({ identity: parseResourceName('ci') })])).toBe(true);
      expect(isRevoked(caller, [of({ jti: first.tokenId })])).toBe(true);
      expect(isRevoked(caller, [of({ principal: awsProof.principal })])).toBe(false);
    }
    expect(isRevoked(first, [of({ jti: second.tokenId })])).toBe(false);
  });

  it('is told to the audit, with the token that it comes from', async () => {
    const all = givingTokens();
    await all.identity('ci', CI);
    await all.grant('identity:ci', 'acme', 'download');
    const first = await all.issueForProof({ proof: tokenProof(), request });
    await all.exchange({ subject: await all.verify(first.accessToken), request });
    const [given, traded] = await all.audited();
    expect(given).toMatchObject({
      action: 'token.issue',
      outcome: 'done',
      principal: tokenProof().principal,
      identity: 'ci',
      detail: { way: 'oidc', scope: 'download:acme', jti: first.tokenId, expires_in: 900 },
    });
    expect(traded).toMatchObject({
      principal: tokenProof().principal,
      identity: 'ci',
      detail: { way: 'access-token', origin: first.tokenId },
    });
    expect(JSON.stringify(await all.audited())).not.toContain(first.accessToken.slice(-40));
  });
});
