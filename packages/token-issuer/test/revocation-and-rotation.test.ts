import {
  parsePrincipal,
  parseResourceName,
  type RecordStore,
  type Revocation,
  toRevocationRecord,
} from '@registry/domain';
import { createTestSigningKey } from '@registry/domain/testing';
import { decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { issuing, key, START, tokenIn } from './setup.ts';

async function revoke(records: RecordStore, what: Revocation['what']): Promise<void> {
  const record = toRevocationRecord([
    {
      id: 'r-1',
      what,
      reason: 'lost',
      by: parsePrincipal('identity:administrator'),
      at: START,
      expiresAt: new Date(START.getTime() + 86_400_000),
    },
  ]);
  await records.commit([{ kind: 'put', record, expected: 'absent' }]);
}

describe('a token that was revoked a moment ago', () => {
  it.each<[string, Revocation['what']]>([
    ['by its jti', { jti: 'token-1' }],
    ['with its principal', { principal: parsePrincipal('identity:ci') }],
    ['with its identity', { identity: parseResourceName('ci') }],
  ])('is traded for nothing: %s', async (_, what) => {
    const { exchange, subjectToken, records } = await issuing();
    const token = await subjectToken();
    const traded = await tokenIn(await exchange(token));
    await revoke(records, what);
    for (const revoked of [token, traded.access_token]) {
      const response = await exchange(revoked);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
    }
  });

  it.each<[string, Revocation['what']]>([
    ['its jti', { jti: 'token-1' }],
    ['its principal', { principal: parsePrincipal('identity:ci') }],
    ['its identity', { identity: parseResourceName('ci') }],
  ])('is traded for nothing that holds, when %s is revoked while it is traded', async (_, what) => {
    let trading = false;
    const late = (records: RecordStore): RecordStore => ({
      ...records,
      async get(at) {
        const found = await records.get(at);
        if (trading && at.partition === 'REVOCATIONS') {
          trading = false;
          await revoke(records, what);
          // The new token gets the time of the second after the revocation.
          all.time.now += 1000;
        }
        return found;
      },
    });
    const all = await issuing({ records: late });
    const stolen = await all.subjectToken();
    trading = true;
    const traded = await tokenIn(await all.exchange(stolen));
    expect((await all.exchange(traded.access_token)).status).toBe(400);
    await expect(all.verify(traded.access_token)).rejects.toThrow('revoked');
  });

  it('costs one read beside that of its grants, and none where it does not hold', async () => {
    const read: string[] = [];
    const counting = (records: RecordStore): RecordStore => ({
      ...records,
      get: (at) => {
        read.push(at.partition);
        return records.get(at);
      },
      list: (partition, page) => {
        read.push(partition);
        return records.list(partition, page);
      },
    });
    const { exchange, subjectToken } = await issuing({ records: counting });
    await exchange(await subjectToken());
    expect(read).toEqual(['REVOCATIONS', 'GRANTS#identity:ci']);
    await exchange('x.y.z');
    expect(read).toHaveLength(2);
  });
});

describe('a rotation', () => {
  const next = createTestSigningKey();
  const kidOf = async (of: typeof key) => (await of.publicJwk()).kid;

  it.each([
    ['published, but not signing yet', [key, next], key],
    ['signing, with the old one in flight', [next, key], next],
  ])('with the new key %s trades tokens of both, and signs with one', async (_, keys, signer) => {
    const old = await (await issuing({ keys: [key] })).subjectToken();
    const young = await (await issuing({ keys: [next] })).subjectToken();
    const { exchange } = await issuing({ keys });
    for (const token of [old, young]) {
      const { access_token } = await tokenIn(await exchange(token));
      expect(decodeProtectedHeader(access_token).kid).toBe(await kidOf(signer));
    }
  });

  it('in an emergency trades nothing that the removed key has signed', async () => {
    const old = await (await issuing({ keys: [key] })).subjectToken();
    const { exchange, subjectToken } = await issuing({ keys: [next] });
    expect(await (await exchange(old)).json()).toMatchObject({ error: 'invalid_grant' });
    expect((await exchange(await subjectToken())).status).toBe(200);
  });
});
