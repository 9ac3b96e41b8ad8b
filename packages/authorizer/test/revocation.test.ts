import {
  parsePrincipal,
  parseResourceName,
  type Revocation,
  UnauthenticatedError,
  UnavailableError,
} from '@registry/domain';
import { createLogger } from '@registry/http/logger';
import { describe, expect, it } from 'vitest';
import { createAuthorizer } from '../src/authorize.ts';
import { requestEvent } from './events.ts';
import { externalToken, hs256Token, judging, STATIC_TOKEN, tokenOf } from './judging.ts';
import { now } from './setup.ts';

const MINUTE = 60_000;

describe('a revoked token', () => {
  it.each<[string, Revocation['what']]>([
    ['by its jti', { jti: 'token-1' }],
    ['with its principal', { principal: parsePrincipal('identity:honest') }],
    ['with its identity', { identity: parseResourceName('honest') }],
  ])('is refused within a minute, though it was remembered: %s', async (_, what) => {
    const { time, verify, revoke } = await judging();
    const token = await tokenOf();
    await verify(token);
    time.now += 1000;
    await revoke(what);
    time.now = now.getTime() + MINUTE - 1;
    await expect(verify(token)).resolves.toBeDefined();
    time.now += 1;
    await expect(verify(token)).rejects.toThrow(UnauthenticatedError);
  });

  it('takes along what it was traded for', async () => {
    const { verify, revoke } = await judging();
    await revoke({ jti: 'first' });
    const traded = await tokenOf({ jti: 'second', origin: 'first' });
    await expect(verify(traded)).rejects.toThrow(UnauthenticatedError);
    await expect(verify(await tokenOf({ jti: 'third' }))).resolves.toBeDefined();
  });

  it('is answered with exactly Unauthorized, and named in the log', async () => {
    const { verify, revoke } = await judging();
    await revoke({ jti: 'token-1' });
    const lines: string[] = [];
    const logger = createLogger({
      level: 'info',
      destination: { write: (line) => lines.push(line) },
    });
    const authorize = createAuthorizer({ verify, logger, basePath: '' });
    await expect(authorize(requestEvent(`Bearer ${await tokenOf()}`))).rejects.toEqual(
      new Error('Unauthorized'),
    );
    expect(lines.join('')).toContain('has been revoked');
  });

  it('may be a token of another issuer, with its principal', async () => {
    const { verify, revoke } = await judging();
    await revoke({ principal: parsePrincipal('oidc:https://issuer.test#identity:honest') });
    await expect(verify(await externalToken())).rejects.toThrow(UnauthenticatedError);
  });
});

describe('the backend', () => {
  it('is read once a minute for tokens of ours, however many there are', async () => {
    const { time, backend, verify } = await judging();
    for (let index = 0; index < 300; index += 1) {
      await verify(await tokenOf({ jti: `token-${index % 50}` }));
      time.now += 1000;
    }
    expect(backend.reads).toBe(5);
    expect(backend.secrets).toBe(0);
  });

  it('is not read for tokens that do not hold', async () => {
    const { backend, verify } = await judging();
    for (const token of ['', 'x.y.z', `${await tokenOf()}x`, `${hs256Token}x`, 'tfr_x']) {
      await expect(verify(token)).rejects.toThrow(UnauthenticatedError);
    }
    expect(backend.reads).toBe(0);
  });

  it('is read twice in the first minute of a static token, and once in every other one', async () => {
    const { time, backend, verify } = await judging();
    for (let index = 0; index < 120; index += 1) {
      await verify(STATIC_TOKEN);
      time.now += 1000;
    }
    expect(backend.reads).toBe(4);
  });

  it('gives the secret of HS256 tokens once in five minutes', async () => {
    const { time, backend, verify } = await judging();
    for (let index = 0; index < 300; index += 1) {
      await verify(hs256Token);
      time.now += 1000;
    }
    expect(backend.secrets).toBe(1);
    await verify(hs256Token);
    expect(backend.secrets).toBe(2);
  });

  it('is read for a token of another issuer once a minute: issuers, identities, grants', async () => {
    const { time, backend, verify } = await judging();
    const token = await externalToken();
    await verify(token);
    expect(backend.reads).toBe(3 + 1);
    for (; time.now < now.getTime() + MINUTE; time.now += 1000) await verify(token);
    expect(backend.reads).toBe(3 + 1);
    await verify(token);
    expect(backend.reads).toBe(2 * (3 + 1));
  });

  it('that does not answer lets nobody in where nothing is known, and fails instead of refusing', async () => {
    const { backend, failures, verify } = await judging();
    backend.broken = true;
    for (const token of [await tokenOf(), STATIC_TOKEN, await externalToken(), hs256Token]) {
      await expect(verify(token)).rejects.toThrow(UnavailableError);
    }
    expect(failures.length).toBeGreaterThan(0);
  });

  it('that stops answering leaves what was known for five minutes more', async () => {
    const { time, backend, verify } = await judging();
    const token = await tokenOf();
    await verify(token);
    backend.broken = true;
    time.now += 6 * MINUTE - 1;
    await expect(verify(token)).resolves.toBeDefined();
    time.now += 1;
    await expect(verify(token)).rejects.toThrow(UnavailableError);
  });
});

describe('what a token was worth', () => {
  it('ends within a minute where its static token is deleted', async () => {
    const { time, verify, remove } = await judging();
    await verify(STATIC_TOKEN);
    await remove('TOKEN#');
    time.now += MINUTE;
    await expect(verify(STATIC_TOKEN)).rejects.toThrow(UnauthenticatedError);
  });

  it.each(['GRANTS#', 'ISSUERS'])(
    'ends within a minute where what is under %s is taken away from a token of another issuer',
    async (prefix) => {
      const { time, verify, remove } = await judging();
      const token = await externalToken();
      await expect(verify(token)).resolves.toMatchObject({
        scope: [{ permission: 'download', pattern: 'acme' }],
      });
      await remove(prefix);
      time.now += MINUTE - 1;
      await expect(verify(token)).resolves.toBeDefined();
      time.now += 1;
      await expect(verify(token)).rejects.toThrow(UnauthenticatedError);
    },
  );

  it('is nothing for a token of another issuer to whom nothing is granted', async () => {
    const { verify } = await judging();
    const stranger = await externalToken({ sub: 'stranger' });
    await expect(verify(stranger)).rejects.toThrow(/nothing is granted/i);
  });

  it('is nothing, too, where the grant has ended', async () => {
    const { verify, grantUntil } = await judging();
    await grantUntil('stranger', now);
    const stranger = await externalToken({ sub: 'stranger' });
    await expect(verify(stranger)).rejects.toThrow(/nothing is granted/i);
  });

  it('ends with the grant it comes from, though it is remembered', async () => {
    const { time, verify, grantUntil } = await judging();
    await grantUntil('guest', new Date(now.getTime() + 1000));
    const guest = await externalToken({ sub: 'guest' });
    await expect(verify(guest)).resolves.toMatchObject({
      expiresAt: new Date(now.getTime() + 1000),
    });
    time.now += 1000;
    await expect(verify(guest)).rejects.toThrow(UnauthenticatedError);
  });

  it('does not end with a grant for a moment that somebody has added', async () => {
    const { verify, grantUntil } = await judging();
    await grantUntil('identity:honest', new Date(now.getTime() + 20_000), 'other');
    const { scope, expiresAt } = await verify(await externalToken());
    expect(scope).toEqual([{ permission: 'download', pattern: 'acme' }]);
    expect(expiresAt.getTime()).toBeGreaterThan(now.getTime() + 20_000);
  });

  it('is all for an administrator of the deployment', async () => {
    const administrators = [parsePrincipal('oidc:https://issuer.test#boss')];
    const { verify } = await judging({ administrators });
    await expect(verify(await externalToken({ sub: 'boss' }))).resolves.toMatchObject({
      scope: [{ permission: 'admin' }],
    });
  });
});
