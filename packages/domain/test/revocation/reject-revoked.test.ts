import {
  type Caller,
  createRevocationReader,
  parsePrincipal,
  parseResourceName,
  parseScope,
  type Revocation,
  toRevocationRecord,
  UnauthenticatedError,
  UnavailableError,
} from '@registry/domain';
import { createMemoryRecordStore } from '@registry/domain/testing';
import { rejectRevoked } from '@registry/domain/tokens';
import { describe, expect, it } from 'vitest';

const NOW = new Date('2026-01-02T03:04:05.600Z');
const clock = () => NOW;
const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

const caller: Caller = {
  principal: parsePrincipal('arn:aws:iam::123456789012:role/Publisher'),
  scope: parseScope('download:acme'),
  issuedAt: secondsAgo(60),
  expiresAt: secondsAgo(-600),
  tokenId: 'token-2',
  origin: 'token-1',
  identities: [parseResourceName('ci'), parseResourceName('deploy')],
};

function revocation(what: Revocation['what'], at = secondsAgo(30)): Revocation {
  const by = parsePrincipal('identity:administrator');
  return { id: 'r-1', what, reason: 'lost', by, at, expiresAt: secondsAgo(-3600) };
}

async function judge(revocations: readonly Revocation[], bearer: Partial<Caller> = {}) {
  const records = createMemoryRecordStore(clock);
  const record = toRevocationRecord(revocations);
  await records.commit([{ kind: 'put', record, expected: 'absent' }]);
  const verify = async () => ({ ...caller, ...bearer });
  return rejectRevoked(verify, createRevocationReader(records, clock))('a token');
}

const named = (name: string) => ({ identity: parseResourceName(name) });
const { principal } = caller;
const other = parsePrincipal('arn:aws:iam::123456789012:role/Other');

describe('a token', () => {
  it('holds where nothing was ever revoked', async () => {
    const nothing = createRevocationReader(createMemoryRecordStore(clock), clock);
    expect(await rejectRevoked(async () => caller, nothing)('a token')).toBe(caller);
  });

  it.each<[string, Revocation, Partial<Caller>?]>([
    ['its own id', revocation({ jti: 'token-2' })],
    ['the id of the token it was traded for', revocation({ jti: 'token-1' })],
    ['its principal', revocation({ principal })],
    [
      'its principal, in the moment in which it was given',
      revocation({ principal }, secondsAgo(60)),
    ],
    [
      'its principal, in the second in which it was given',
      revocation({ principal }, secondsAgo(59.5)),
    ],
    ['an identity it acts as', revocation(named('deploy'))],
    ['the identity it is', revocation(named('bot')), { principal: parsePrincipal('identity:bot') }],
  ])('is refused where %s is revoked', async (_, revoked, bearer) => {
    const judging = judge([revocation({ jti: 'another' }), revoked], bearer);
    await expect(judging).rejects.toThrow(UnauthenticatedError);
    await expect(judging).rejects.toMatchObject({ reason: 'invalid_token' });
  });

  it.each<[string, Revocation]>([
    ['another token', revocation({ jti: 'token-3' })],
    ['another principal', revocation({ principal: other })],
    ['its principal, before it was given', revocation({ principal }, secondsAgo(61))],
    ['another identity', revocation(named('c'))],
    ['its own id, but that has ended', { ...revocation({ jti: 'token-2' }), expiresAt: NOW }],
  ])('holds where what was revoked is %s', async (_, revoked) => {
    await expect(judge([revoked])).resolves.toMatchObject({ tokenId: 'token-2' });
  });
});

describe('what is asked', () => {
  it('is nothing for a token that does not hold', async () => {
    let asked = 0;
    const counting = {
      read: async () => {
        asked += 1;
        return [];
      },
    };
    const verify = async () => {
      throw new UnauthenticatedError('invalid_token', 'No.');
    };
    await expect(rejectRevoked(verify, counting)('x')).rejects.toThrow('No.');
    expect(asked).toBe(0);
  });

  it('lets nobody in when it cannot be answered', async () => {
    const read = async () => {
      throw new UnavailableError('Later.');
    };
    await expect(rejectRevoked(async () => caller, { read })('x')).rejects.toThrow(
      UnavailableError,
    );
  });
});
