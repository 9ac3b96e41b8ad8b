import { formatStaticToken, isStaticToken, STATIC_TOKEN_BYTES } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { ask, tokenWith } from '../support/registry.ts';
import { administering, after, ROLE, ROOT } from './support.ts';

const JTI = '11111111-2222-4333-8444-555555555555';

describe('a revocation', () => {
  it.each([[{ jti: JTI }], [{ principal: ROLE }], [{ identity: 'ci' }]])(
    'of %j is made, listed and lifted',
    async (what) => {
      const { send, issuer, identity } = administering();
      await issuer();
      await identity('ci');
      const made = await send('POST', '/v1/revocations', { body: { ...what, reason: 'stolen' } });
      expect(made).toMatchObject({
        status: 201,
        body: { ...what, reason: 'stolen', created_by: ROOT, created_at: after(0) },
      });
      const listed = await send('GET', '/v1/revocations');
      expect(listed.body).toEqual({ revocations: [made.body], next: null });
      const path = `/v1/revocations/${made.body.id}`;
      expect((await send('DELETE', path)).status).toBe(204);
      expect((await send('DELETE', path)).status).toBe(404);
      expect((await send('GET', '/v1/revocations')).body.revocations).toEqual([]);
    },
  );

  it.each([
    ['nothing', {}],
    ['two things', { jti: JTI, identity: 'ci' }],
    ['an unknown field', { jti: JTI, until: 'tomorrow' }],
    ['no jti', { jti: '1' }],
    ['a static token', { principal: 'token:ci' }],
    ['an identity that is not there', { identity: 'c1' }],
  ])('of %s is refused', async (_, body) => {
    const { send, issuer, identity } = administering();
    await issuer();
    await identity('ci');
    expect((await send('POST', '/v1/revocations', { body })).status).toBe(422);
    expect((await send('GET', '/v1/revocations')).body.revocations).toEqual([]);
  });

  it('of an identity that was deleted is one of its principal, as the refusal says', async () => {
    const { send, issuer, identity } = administering();
    await issuer();
    await identity('ci');
    await send('DELETE', '/v1/identities/ci');
    const refused = await send('POST', '/v1/revocations', { body: { identity: 'ci' } });
    expect(refused.body.errors[0]).toContain('revoke the principal "identity:ci"');
    const body = { principal: 'identity:ci' };
    expect((await send('POST', '/v1/revocations', { body })).status).toBe(201);
  });

  it('of the shared secret says what it does not end, and no other one does', async () => {
    const { send } = administering();
    const body = { principal: 'token:hs256' };
    const made = await send('POST', '/v1/revocations', { body });
    expect(made.status).toBe(201);
    expect(made.body.left_to_do).toContain('make another one, or take hs256 out of WAYS_IN');
    const other = await send('POST', '/v1/revocations', { body: { principal: ROLE } });
    expect(other.body).not.toHaveProperty('left_to_do');
    const { revocations } = (await send('GET', '/v1/revocations')).body;
    expect(revocations).toEqual([other.body, made.body]);
  });

  it('takes the place of an older one of the same', async () => {
    const { send } = administering();
    for (let time = 0; time < 3; time += 1) {
      await send('POST', '/v1/revocations', { body: { principal: ROLE, reason: `${time}` } });
    }
    const { revocations } = (await send('GET', '/v1/revocations')).body;
    expect(revocations).toMatchObject([{ principal: ROLE, reason: '2' }]);
  });

  it('is listed in parts, the newest first', async () => {
    const { send } = administering();
    const made: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const what = { principal: `identity:${name}` };
      const { body } = await send('POST', '/v1/revocations', { body: what });
      made.unshift(body.id);
    }
    const seen: string[] = [];
    for (let path = '/v1/revocations?limit=2'; ; ) {
      const { body } = await send('GET', path);
      seen.push(...body.revocations.map(({ id }: { id: string }) => id));
      if (body.next === null) break;
      path = `/v1/revocations?limit=2&cursor=${body.next}`;
    }
    expect(seen).toEqual(made);
    expect((await send('GET', '/v1/revocations?cursor=x')).status).toBe(422);
  });

  it('of a token that somebody has pasted is refused, and the token is nowhere', async () => {
    const { send, records, lines } = administering();
    const token = await tokenWith('download:acme');
    for (const body of [
      { jti: token },
      { principal: token },
      { identity: token },
      { jti: JTI, reason: token },
    ]) {
      const { status, text } = await send('POST', '/v1/revocations', { body });
      expect(status).toBe(422);
      const stored = await records.get({ partition: 'REVOCATIONS', id: 'CURRENT' });
      const kept = await records.list('AUDIT#2026-01-02', { limit: 100 });
      for (const part of token.split('.')) {
        expect(`${text} ${lines.join('')} ${JSON.stringify([stored, kept])}`).not.toContain(part);
      }
    }
  });
});

describe('a token in place of a name or an id', () => {
  it.each([
    ['DELETE', '/v1/revocations'],
    ['DELETE', '/v1/tokens'],
    ['GET', '/v1/identities'],
    ['DELETE', '/v1/identities'],
    ['GET', '/v1/issuers'],
    ['DELETE', '/v1/issuers'],
  ])('of %s %s/… is refused, and is in no log, answer or audit', async (method, path) => {
    const { send, records, lines } = administering();
    const jwt = await tokenWith('download:acme');
    const kept = formatStaticToken(new Uint8Array(STATIC_TOKEN_BYTES).fill(7));
    for (const token of [jwt, kept]) {
      const { status, text } = await send(method, `${path}/${token}`);
      expect(status).toBe(422);
      const audit = await records.list('AUDIT#2026-01-02', { limit: 100 });
      for (const part of token.split('.')) {
        expect(`${text} ${lines.join('')} ${JSON.stringify(audit)}`).not.toContain(part);
      }
    }
  });
});

describe('a static token in place of a namespace', () => {
  it('is in no log, though by its form it could be one', async () => {
    const { read, lines } = administering();
    const token = formatStaticToken(new Uint8Array(STATIC_TOKEN_BYTES).fill(7));
    const path = `/v1/modules/${token}/vpc/aws/versions`;
    expect((await ask(read, 'GET', path, { scope: 'admin' })).status).toBe(404);
    expect(lines).toHaveLength(1);
    expect(lines.join('')).not.toContain(token);
  });
});

describe('a static token', () => {
  const wanted = { name: 'old-ci', scope: 'download:acme', expires_at: after(86_400) };

  it('is shown once and kept as a digest', async () => {
    const { send, records, lines } = administering();
    const made = await send('POST', '/v1/tokens', { body: wanted });
    expect(made.status).toBe(201);
    const { token, ...facts } = made.body;
    expect(isStaticToken(token)).toBe(true);
    expect(facts).toEqual({
      ...wanted,
      created_by: ROOT,
      created_at: after(0),
      last_used_at: null,
    });
    expect((await send('GET', '/v1/tokens')).body).toEqual({ tokens: [facts], next: null });
    const kept = await Promise.all(
      ['TOKENS', 'AUDIT#2026-01-02'].map((partition) => records.list(partition, { limit: 100 })),
    );
    expect(`${JSON.stringify(kept)} ${lines.join('')}`).not.toContain(token.slice(4, 30));
    expect((await send('POST', '/v1/tokens', { body: wanted })).status).toBe(409);
    expect((await send('DELETE', '/v1/tokens/old-ci')).status).toBe(204);
    expect((await send('DELETE', '/v1/tokens/old-ci')).status).toBe(404);
    expect((await send('POST', '/v1/tokens', { body: wanted })).status).toBe(201);
  });

  it('is made only where such tokens are taken, and ended where they are taken no more', async () => {
    const { send, records } = administering();
    const { body } = await send('POST', '/v1/tokens', { body: wanted });
    const off = administering({ waysIn: ['aws-gateway', 'oidc'], records });
    const refused = await off.send('POST', '/v1/tokens', { body: { ...wanted, name: 'newer' } });
    expect(refused.status).toBe(409);
    expect(refused.body.errors[0]).toContain('"static" to WAYS_IN');
    expect(refused.text).not.toContain('tfr_');
    const { token: _, ...facts } = body;
    expect((await off.send('GET', '/v1/tokens')).body.tokens).toEqual([facts]);
    expect((await off.send('DELETE', '/v1/tokens/old-ci')).status).toBe(204);
    expect((await off.send('GET', '/v1/tokens')).body.tokens).toEqual([]);
  });

  it('ends with all that was traded for it', async () => {
    const { send } = administering();
    await send('POST', '/v1/tokens', { body: wanted });
    await send('DELETE', '/v1/tokens/old-ci');
    const { body } = await send('GET', '/v1/revocations');
    expect(body.revocations).toMatchObject([{ principal: 'token:old-ci' }]);
  });

  it.each([
    ['no end', { expires_at: undefined }],
    ['a null end', { expires_at: null }],
    ['an end that has passed', { expires_at: after(-1) }],
    ['no scope', { scope: undefined }],
    ['an empty scope', { scope: '' }],
    ['a scope of nothing known', { scope: 'read:acme' }],
    ['no name', { name: undefined }],
    ["the registry's own name", { name: 'hs256' }],
    ['an unknown field', { principal: ROOT }],
  ])('is not made with %s', async (_, change) => {
    const { send } = administering();
    const { status } = await send('POST', '/v1/tokens', { body: { ...wanted, ...change } });
    expect(status).toBe(422);
  });

  it('does no more and lasts no longer than who makes it', async () => {
    const { given, send } = administering();
    await given(ROLE, '*', 'admin', after(3600));
    const how = { as: ROLE, body: wanted };
    expect((await send('POST', '/v1/tokens', how)).status).toBe(403);
    const shorter = { as: ROLE, body: { ...wanted, expires_at: after(3600) } };
    expect((await send('POST', '/v1/tokens', shorter)).status).toBe(201);
  });

  it('is one, when two of a name are made at once', async () => {
    const { send } = administering();
    const answers = await Promise.all(
      [1, 2, 3].map(() => send('POST', '/v1/tokens', { body: wanted })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});
