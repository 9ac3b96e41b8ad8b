import { randomUUID } from 'node:crypto';
import {
  addRevocation,
  parsePrincipal,
  parseResourceName,
  REVOCATIONS,
  type Revocation,
  readRevocationRecord,
  toRevocationRecord,
  UnavailableError,
} from '@registry/domain';
import { createMemoryRecordStore } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';

const NOW = new Date('2026-01-02T03:04:05.600Z');
const clock = () => NOW;
const BEARER = { by: 'identity:ci' };
const BY = 'arn:aws:iam::123456789012:role/Administrator';

const SORTS: Record<string, (index: number) => Revocation['what']> = {
  tokens: () => ({ jti: randomUUID() }),
  principals: (index) => ({ principal: parsePrincipal(`identity:one-${index}`) }),
  identities: (index) => ({ identity: parseResourceName(`two-${index}`) }),
  'static tokens': (index) => ({ principal: parsePrincipal(`token:three-${index}`) }),
};

function revocation(what: Revocation['what'], { at = NOW, by = BY, reason = 'lost' } = {}) {
  const expiresAt = new Date(at.getTime() + 86_460_000);
  return { id: randomUUID(), what, reason, by: parsePrincipal(by), at, expiresAt };
}

/** A record that holds `all`. */
async function holding(...all: Revocation[]) {
  const records = createMemoryRecordStore(clock);
  await records.commit([{ kind: 'put', record: toRevocationRecord(all), expected: 'absent' }]);
  const add = async (added: Revocation, part?: 'half') => {
    await records.commit([await addRevocation(records, added, NOW, part)]);
  };
  return { add, kept: async () => readRevocationRecord(await records.get(REVOCATIONS), NOW) };
}

const many = (sort: string, count: number, how: Parameters<typeof revocation>[1] = {}) =>
  Array.from({ length: count }, (_, index) => revocation(SORTS[sort]?.(index) ?? missing(), how));

describe('a revocation', () => {
  it.each<[string, Revocation['what'], Revocation['what']]>([
    ['an identity', { identity: parseResourceName('ci') }, { identity: parseResourceName('ci') }],
    [
      'an identity as a principal',
      { identity: parseResourceName('ci') },
      { principal: parsePrincipal('identity:ci') },
    ],
    ['a principal', { principal: parsePrincipal(BY) }, { principal: parsePrincipal(BY) }],
    ['a token', { jti: 'one' }, { jti: 'one' }],
  ])('of %s takes the place of an older one', async (_, what, again) => {
    const other = revocation({ jti: 'another' });
    const { add, kept } = await holding(revocation(what, { at: new Date(0) }), other);
    const newer = revocation(again);
    await add(newer);
    expect(await kept()).toEqual([other, newer]);
  });

  it('of the same a thousand times over leaves room for others', async () => {
    const { add, kept } = await holding();
    for (let time = 0; time < 1000; time += 1) {
      await add(revocation({ identity: parseResourceName('ci') }));
    }
    expect(await kept()).toHaveLength(1);
  });
});

describe('the room', () => {
  const FULL: [string, number, string][] = [
    ['tokens', 1000, 'revoke everything of a principal'],
    ['principals', 250, 'older than any token lives'],
    ['identities', 250, 'older than any token lives'],
    ['static tokens', 200, 'older than any token lives'],
  ];
  const roomOf = (sort: string) => (sort === 'principals' ? 'identities' : sort);

  it.each(FULL)(
    'of %s is its own: when it is full, others are revoked',
    async (sort, count, advice) => {
      const all = many(sort, count, BEARER);
      const { add } = await holding(...all);
      const [more] = many(sort, 1001, BEARER).slice(-1);
      await expect(add(more ?? missing())).rejects.toThrow(UnavailableError);
      await expect(add(more ?? missing())).rejects.toThrow(advice);
      for (const other of Object.keys(SORTS)) {
        if (roomOf(other) === roomOf(sort)) continue;
        await expect(add(many(other, 1)[0] ?? missing())).resolves.toBeUndefined();
      }
      // Nor is anybody kept from revoking the same again.
      await expect(add(revocation(all[0]?.what ?? missing(), BEARER))).resolves.toBeUndefined();
    },
  );

  it("of tokens is half an administrator's", async () => {
    const { add } = await holding(...many('tokens', 500, BEARER));
    const [one, other] = many('tokens', 2);
    await expect(add(one ?? missing(), 'half')).rejects.toThrow(UnavailableError);
    await expect(add(other ?? missing())).resolves.toBeUndefined();
  });

  it('of all is less than what a record may hold, however long the reasons and the names', async () => {
    const long = { reason: '€'.repeat(256), by: `oidc:https://i#${'x'.repeat(2000)}` };
    const { add, kept } = await holding();
    const addUntilFull = async (sort: string) => {
      for (const one of many(sort, 1000, long)) {
        const error = await add(one).catch((refusal: unknown) => refusal);
        if (error !== undefined) return error;
      }
      return undefined;
    };
    for (const sort of Object.keys(SORTS)) {
      const error = await addUntilFull(sort);
      expect(error).toBeInstanceOf(UnavailableError);
    }
    const { document } = toRevocationRecord(await kept());
    const size = Buffer.byteLength(JSON.stringify(document));
    expect(size).toBeGreaterThan(330_000);
    expect(size).toBeLessThanOrEqual(350 * 1024);
  });
});

function missing(): never {
  throw new Error('there is none');
}
