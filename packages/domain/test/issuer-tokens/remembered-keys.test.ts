import { errors } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/index.ts';
import { createRememberedKeys } from '../../src/issuer-tokens/remembered-keys.ts';
import { createIssuerKey, type IssuerKey } from '../../src/testing/issuer/index.ts';

let first: IssuerKey;
let second: IssuerKey;
beforeAll(async () => {
  [first, second] = await Promise.all([
    createIssuerKey('first', 'ES256'),
    createIssuerKey('second', 'ES256'),
  ]);
});

const JWS = { payload: '', signature: '' };
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Keys of an issuer whose set, health and answering time the test decides, and a clock. */
function issuing() {
  const state = { now: 0, keys: [first], fetches: 0, up: true, held: Promise.resolve() };
  const find = createRememberedKeys('https://issuer.test', {
    clock: () => new Date(state.now),
    fetchKeys: async () => {
      state.fetches += 1;
      await state.held;
      if (!state.up) throw new Error('down');
      return { keys: state.keys.map(({ publicJwk }) => publicJwk) };
    },
  });
  return { state, key: async (kid: string) => find({ alg: 'ES256', kid }, JWS) };
}

const unknown = { name: errors.JWKSNoMatchingKey.name };

describe('the keys of an issuer', () => {
  it('are fetched when they are first needed, and then remembered for ten minutes', async () => {
    const { state, key } = issuing();
    for (const now of [0, SECOND, 10 * MINUTE - 1]) {
      state.now = now;
      await key('first');
      expect(state.fetches).toBe(1);
    }
    state.now = 10 * MINUTE;
    await key('first');
    expect(state.fetches).toBe(2);
  });

  it('that are taken back hold no longer than ten minutes', async () => {
    const { state, key } = issuing();
    await key('first');
    state.keys = [second];
    state.now = 10 * MINUTE;
    await expect(key('first')).rejects.toMatchObject(unknown);
  });

  it('are not fetched twice for one token, which would wait for both', async () => {
    const { state, key } = issuing();
    await expect(key('second')).rejects.toMatchObject(unknown);
    expect(state.fetches).toBe(1);
    state.keys = [first, second];
    await key('second');
    expect(state.fetches).toBe(2);
  });

  it('are looked for at once when the first unknown one comes', async () => {
    const { state, key } = issuing();
    await key('first');
    state.keys = [first, second];
    await key('second');
    expect(state.fetches).toBe(2);
  });

  it('are looked for once a minute at most after that, whatever anybody names', async () => {
    const { state, key } = issuing();
    await key('first');
    for (let now = 0; now < 3 * MINUTE; now += 10 * SECOND) {
      state.now = now;
      await expect(key(`made-up-${now}`)).rejects.toMatchObject(unknown);
      await key('first');
    }
    expect(state.fetches).toBe(1 + 3);
    state.keys = [second];
    state.now = 3 * MINUTE;
    await key('second');
  });

  it('count their ten minutes from the last time they were read', async () => {
    const { state, key } = issuing();
    await key('first');
    state.now = 9 * MINUTE;
    await expect(key('made-up')).rejects.toMatchObject(unknown);
    state.now = 18 * MINUTE;
    await key('first');
    expect(state.fetches).toBe(2);
  });

  it('are fetched once for all who ask at the same time', async () => {
    const { state, key } = issuing();
    await Promise.all(Array.from({ length: 20 }, () => key('first')));
    expect(state.fetches).toBe(1);
    state.keys = [first, second];
    await Promise.all(Array.from({ length: 20 }, () => key('second')));
    expect(state.fetches).toBe(2);
  });

  it('that are known wait for nobody', async () => {
    const { state, key } = issuing();
    await key('first');
    let release = () => {};
    state.held = new Promise((done) => {
      release = done;
    });
    state.keys = [first, second];
    const waiting = key('second');
    await key('first');
    release();
    await waiting;
  });

  it('that came while somebody looked among the old ones are looked at too', async () => {
    const { state, key } = issuing();
    await key('first');
    let release = () => {};
    state.held = new Promise((done) => {
      release = done;
    });
    state.keys = [first, second];
    const refreshing = key('second');
    await key('first');
    release();
    await Promise.all([refreshing, key('second')]);
    expect(state.fetches).toBe(2);
  });

  it('cannot be told while the issuer is down, which is not asked again for five seconds', async () => {
    const { state, key } = issuing();
    state.up = false;
    for (const [now, retryAfterSeconds] of [
      [0, 5],
      [0, 5],
      [SECOND, 4],
      [4999, 1],
    ] as const) {
      state.now = now;
      const error = await key('first').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UnavailableError);
      expect(error).toMatchObject({ retryAfterSeconds });
      expect(state.fetches).toBe(1);
    }
    state.now = 5 * SECOND;
    state.up = true;
    await key('first');
    expect(state.fetches).toBe(2);
  });

  it('that are known hold while the issuer is down, until their ten minutes end', async () => {
    const { state, key } = issuing();
    await key('first');
    state.up = false;
    await expect(key('second')).rejects.toBeInstanceOf(UnavailableError);
    state.now = 10 * MINUTE - 1;
    await key('first');
    state.now = 10 * MINUTE;
    await expect(key('first')).rejects.toBeInstanceOf(UnavailableError);
  });

  it('are looked for again as soon as five seconds after that has failed', async () => {
    const { state, key } = issuing();
    await key('first');
    state.up = false;
    await expect(key('second')).rejects.toBeInstanceOf(UnavailableError);
    Object.assign(state, { up: true, keys: [first, second], now: 5 * SECOND });
    await key('second');
    expect(state.fetches).toBe(3);
  });

  it('that are no key set are as good as none: the issuer is down', async () => {
    const find = createRememberedKeys('https://issuer.test', {
      clock: () => new Date(0),
      fetchKeys: async () => ({ keys: 'none' }),
    });
    await expect(async () => find({ alg: 'ES256', kid: 'first' }, JWS)).rejects.toBeInstanceOf(
      UnavailableError,
    );
  });
});
