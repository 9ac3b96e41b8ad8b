import {
  parsePrincipal,
  type Revocation,
  refreshRevocations,
  UnavailableError,
} from '@registry/domain';
import { describe, expect, it } from 'vitest';

const revocation = (id: string): Revocation => ({
  id,
  what: { jti: id },
  reason: 'lost',
  by: parsePrincipal('identity:administrator'),
  at: new Date(0),
  expiresAt: new Date(1e12),
});

/** Revocations refreshed once a minute, over a reader that counts and can be made to fail. */
function refreshing() {
  const time = { now: 0 };
  const backend = {
    reads: 0,
    failures: [] as unknown[],
    answer: async (): Promise<readonly Revocation[]> => [revocation('first')],
  };
  const reader = refreshRevocations(
    {
      read: () => {
        backend.reads += 1;
        return backend.answer();
      },
    },
    {
      everySeconds: 60,
      clock: () => new Date(time.now),
      onFailure: (error) => backend.failures.push(error),
    },
  );
  const ids = async () => (await reader.read()).map(({ id }) => id);
  const fail = async () => {
    throw new Error('no table');
  };
  return { time, backend, ids, fail };
}

describe('revocations that are refreshed', () => {
  it('are read once in the interval, however often they are asked for', async () => {
    const { time, backend, ids } = refreshing();
    for (time.now = 0; time.now < 60_000; time.now += 500) await ids();
    expect(backend.reads).toBe(1);
    for (; time.now < 600_000; time.now += 500) await ids();
    expect(backend.reads).toBe(10);
  });

  it('are seen from the interval on, to the millisecond', async () => {
    const { time, backend, ids } = refreshing();
    expect(await ids()).toEqual(['first']);
    backend.answer = async () => [revocation('second')];
    time.now = 59_999;
    expect(await ids()).toEqual(['first']);
    time.now = 60_000;
    expect(await ids()).toEqual(['second']);
  });

  it('count from when they were asked for, not from when the answer came', async () => {
    const { time, backend, ids } = refreshing();
    backend.answer = async () => {
      time.now += 3000;
      return [];
    };
    await ids();
    time.now = 60_000;
    await ids();
    expect(backend.reads).toBe(2);
  });

  it('are read once for everybody who comes meanwhile', async () => {
    const { backend, ids } = refreshing();
    const answers = await Promise.all(Array.from({ length: 50 }, ids));
    expect(backend.reads).toBe(1);
    expect(answers).toEqual(Array(50).fill(['first']));
  });
});

describe('revocations that cannot be read', () => {
  it('let nobody in where none were ever read', async () => {
    const { backend, ids, fail } = refreshing();
    backend.answer = fail;
    await expect(ids()).rejects.toThrow(UnavailableError);
    expect(backend.failures).toEqual([new Error('no table')]);
  });

  it('are those that were known, for five minutes more and no longer', async () => {
    const { time, backend, ids, fail } = refreshing();
    await ids();
    backend.answer = fail;
    for (const now of [60_000, 180_000, 359_999]) {
      time.now = now;
      expect(await ids()).toEqual(['first']);
    }
    time.now = 360_000;
    await expect(ids()).rejects.toThrow(UnavailableError);
  });

  it('are tried again every five seconds, not at every request', async () => {
    const { time, backend, ids, fail } = refreshing();
    backend.answer = fail;
    for (time.now = 0; time.now < 20_000; time.now += 250) await ids().catch(() => undefined);
    expect(backend.reads).toBe(4);
    expect(backend.failures).toHaveLength(4);
  });

  it('are told as soon as they can be read again', async () => {
    const { time, backend, ids, fail } = refreshing();
    backend.answer = fail;
    await ids().catch(() => undefined);
    backend.answer = async () => [revocation('second')];
    time.now = 5000;
    expect(await ids()).toEqual(['second']);
  });
});
