import {
  type Clock,
  createStaticTokenVerifier,
  digestOfStaticToken,
  formatStaticToken,
  noteUse,
  parsePrincipal,
  parseResourceName,
  parseScope,
  type RecordKey,
  readStaticTokenRecord,
  STATIC_TOKEN_BYTES,
  type StaticToken,
  staticTokenKey,
  tokenDigestKey,
  toStaticTokenRecord,
  toTokenDigestRecord,
  UnauthenticatedError,
  UnavailableError,
} from '@registry/domain';
import { createMemoryRecordStore } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';

const START = Date.parse('2026-01-02T03:04:05.600Z');
const token = formatStaticToken(Buffer.alloc(STATIC_TOKEN_BYTES, 'a static token'));
const name = parseResourceName('ci');
const kept: StaticToken = {
  name,
  digest: digestOfStaticToken(token),
  scope: parseScope('upload:acme'),
  expiresAt: new Date(START + 10 * 3600_000),
  createdBy: parsePrincipal('identity:administrator'),
  createdAt: new Date(START - 1000),
};

/** The token is kept; every read and commit is counted. */
async function keeping() {
  const time = { now: START };
  const clock: Clock = () => new Date(time.now);
  const store = createMemoryRecordStore(clock);
  const put = (record: ReturnType<typeof toStaticTokenRecord>) =>
    ({ kind: 'put', record, expected: 'absent' }) as const;
  await store.commit([put(toStaticTokenRecord(kept)), put(toTokenDigestRecord(kept))]);
  const calls = { reads: 0, commits: 0 };
  const records = {
    ...store,
    get: (key: RecordKey) => {
      calls.reads += 1;
      return store.get(key);
    },
    commit: (changes: Parameters<typeof store.commit>[0]) => {
      calls.commits += 1;
      return store.commit(changes);
    },
  };
  const verify = createStaticTokenVerifier({ records, clock, rememberSeconds: 60 });
  return { time, clock, store, records, calls, verify };
}

describe('a static token', () => {
  it('is who it is called, with the scope that it was made with', async () => {
    const { verify } = await keeping();
    expect(await verify(token)).toEqual({
      principal: 'token:ci',
      scope: kept.scope,
      issuedAt: kept.createdAt,
      expiresAt: kept.expiresAt,
      tokenId: 'static:ci',
      identities: [],
    });
  });

  it('costs one read a minute, however often it comes', async () => {
    const { time, calls, verify } = await keeping();
    for (; time.now < START + 120_000; time.now += 1000) await verify(token);
    expect(calls.reads).toBe(2);
  });

  it('costs one read a minute where it is unknown, too', async () => {
    const { time, calls, verify } = await keeping();
    const unknown = formatStaticToken(Buffer.alloc(STATIC_TOKEN_BYTES, 7));
    for (; time.now < START + 60_000; time.now += 1000) {
      await expect(verify(unknown)).rejects.toThrow(UnauthenticatedError);
    }
    expect(calls.reads).toBe(1);
  });

  it('costs no read where its form is wrong', async () => {
    const { calls, verify } = await keeping();
    await expect(verify(`${token.slice(0, -1)}!`)).rejects.toThrow(UnauthenticatedError);
    expect(calls.reads).toBe(0);
  });

  it('that is deleted is refused after a minute', async () => {
    const { time, store, verify } = await keeping();
    await verify(token);
    await store.commit([{ kind: 'delete', key: tokenDigestKey(kept.digest), expected: 1 }]);
    time.now += 59_999;
    await expect(verify(token)).resolves.toBeDefined();
    time.now += 1;
    await expect(verify(token)).rejects.toThrow(UnauthenticatedError);
  });

  it('that ends is refused from then on, though it is remembered', async () => {
    const { time, verify } = await keeping();
    time.now = kept.expiresAt.getTime() - 1;
    await expect(verify(token)).resolves.toBeDefined();
    time.now += 1;
    await expect(verify(token)).rejects.toThrow(UnauthenticatedError);
  });

  it('fails, and is not refused, where nobody can look; and is asked for again', async () => {
    const { records, clock } = await keeping();
    let broken = true;
    const get = async (key: RecordKey) => {
      if (broken) throw new UnavailableError('Later.');
      return records.get(key);
    };
    const verify = createStaticTokenVerifier({ records: { get }, clock, rememberSeconds: 60 });
    await expect(verify(token)).rejects.toThrow(UnavailableError);
    broken = false;
    await expect(verify(token)).resolves.toBeDefined();
  });
});

describe('the last use of a static token', () => {
  async function noting() {
    const kept = await keeping();
    const failures: unknown[] = [];
    const verify = noteUse(kept.verify, { ...kept, onFailure: (error) => failures.push(error) });
    const lastUse = async () => {
      const record = await kept.store.get(staticTokenKey(name));
      return record && readStaticTokenRecord(record).lastUsedAt?.getTime();
    };
    return { ...kept, verify, failures, lastUse };
  }

  it('is written down, at most once an hour', async () => {
    const { time, calls, verify, lastUse } = await noting();
    expect(await lastUse()).toBeUndefined();
    for (; time.now < START + 2 * 3600_000; time.now += 60_000) await verify(token);
    expect(await lastUse()).toBe(START + 3600_000);
    expect(calls.commits).toBe(2);
  });

  it('is not written again by a new process within the hour', async () => {
    const first = await noting();
    await first.verify(token);
    first.time.now += 60_000;
    const second = noteUse(first.verify, { ...first, onFailure: () => undefined });
    await second(token);
    expect(first.calls.commits).toBe(1);
  });

  it('is not written for a token that does not hold', async () => {
    const { calls, verify } = await noting();
    await expect(verify('tfr_x')).rejects.toThrow(UnauthenticatedError);
    expect(calls).toEqual({ reads: 0, commits: 0 });
  });

  it('costs nobody their request where it cannot be written', async () => {
    const { clock, records, verify: inner } = await keeping();
    const failures: unknown[] = [];
    const commit = async () => {
      throw new UnavailableError('Later.');
    };
    const verify = noteUse(inner, {
      records: { ...records, commit },
      clock,
      onFailure: (error) => failures.push(error),
    });
    await expect(verify(token)).resolves.toMatchObject({ principal: 'token:ci' });
    expect(failures).toHaveLength(1);
  });

  it('does not bring back a token that was deleted meanwhile', async () => {
    const { store, verify, lastUse } = await noting();
    await store.commit([{ kind: 'delete', key: staticTokenKey(name), expected: 1 }]);
    await verify(token);
    expect(await lastUse()).toBeUndefined();
  });
});
