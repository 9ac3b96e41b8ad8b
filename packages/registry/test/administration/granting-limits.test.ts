import { describe, expect, it } from 'vitest';
import { administering, after, OPERATOR, ROLE } from './support.ts';

const ANN = 'oidc:https://issuer.test#ann';
const BOB = 'oidc:https://issuer.test#bob';

describe('somebody who may grant', () => {
  const GRANTOR = 'create_grant:acme download:acme';

  it.each([
    ['what they hold', ['download'], null, 201],
    ['the right to grant', ['create_grant'], null, 201],
    ['what they do not hold', ['upload'], null, 403],
    ['one thing more than they hold', ['download', 'upload'], null, 403],
    ['the right to take away', ['delete_grant'], null, 403],
  ])('gives %s: %j until %j is %i', async (_, permissions, expires_at, status) => {
    const { given, put } = administering();
    await given(ANN, 'acme', 'create_grant download');
    const answer = await put(BOB, 'acme', { permissions, expires_at }, { as: ANN, scope: GRANTOR });
    expect(answer.status).toBe(status);
  });

  it('gives nothing for longer than they hold it', async () => {
    const { given, put } = administering();
    await given(ANN, 'acme', 'create_grant download', after(600));
    const how = { as: ANN, scope: GRANTOR };
    const until = (expires_at: string | null) =>
      put(BOB, 'acme', { permissions: ['download'], expires_at }, how);
    expect((await until(null)).status).toBe(403);
    expect((await until(after(601))).status).toBe(403);
    expect((await until(after(600))).status).toBe(201);
  });

  it('gives nothing elsewhere, nor by a pattern that is wider', async () => {
    const { given, put } = administering();
    await given(ANN, 'ac*', 'create_grant download');
    const how = { as: ANN, scope: 'create_grant:ac* download:ac*' };
    const inside = (namespace: string) => put(BOB, namespace, { role: 'reader' }, how);
    for (const namespace of ['acme', 'ac', 'ac*', 'acme*']) {
      expect((await inside(namespace)).status).toBe(201);
    }
    for (const namespace of ['*', 'a*', 'other', 'a', '%7Bowner%7D']) {
      expect((await inside(namespace)).status).toBe(403);
    }
  });

  it('gives no more than their token says, whatever is granted to them', async () => {
    const { given, put } = administering();
    await given(ANN, 'acme', 'create_grant download upload');
    const how = { as: ANN, scope: 'create_grant:acme download:acme' };
    expect((await put(BOB, 'acme', { role: 'publisher' }, how)).status).toBe(403);
    expect((await put(BOB, 'acme', { role: 'reader' }, how)).status).toBe(201);
  });

  it('gives no more than is granted to them now, whatever their token says', async () => {
    const { given, put, send, grantsPath } = administering();
    await given(ANN, 'acme', 'create_grant download upload');
    const how = { as: ANN, scope: 'create_grant:acme download:acme upload:acme' };
    await given(ANN, 'acme', 'create_grant download');
    expect((await put(BOB, 'acme', { role: 'publisher' }, how)).status).toBe(403);
    await send('DELETE', grantsPath('acme', ANN));
    expect((await put(BOB, 'acme', { role: 'reader' }, how)).status).toBe(403);
  });

  it('makes nobody an administrator, not even with everything else', async () => {
    const { given, put } = administering();
    await given(ANN, '*', 'download upload create_grant delete_grant');
    const scope = 'download:* upload:* create_grant:* delete_grant:*';
    const answer = await put(BOB, '*', { permissions: ['admin'] }, { as: ANN, scope });
    expect(answer.status).toBe(403);
  });

  it('may not give themselves more', async () => {
    const { given, put } = administering();
    await given(ANN, 'acme', 'create_grant download', after(600));
    const how = { as: ANN, scope: GRANTOR };
    expect((await put(ANN, 'acme', { role: 'owner' }, how)).status).toBe(403);
    const longer = { permissions: ['create_grant', 'download'], expires_at: after(900) };
    expect((await put(ANN, 'acme', longer, how)).status).toBe(403);
  });
});

describe("somebody else's grant", () => {
  const MAINTAINER = { as: ANN, scope: 'create_grant:acme download:acme upload:acme' };

  const withGrants = async () => {
    const all = administering();
    await all.given(ANN, 'acme', 'create_grant delete_grant download upload');
    await all.given(BOB, 'acme', 'download upload', after(600));
    return { ...all, path: all.grantsPath('acme', BOB) };
  };

  it.each([
    ['less', 'PATCH', { permissions: ['download'] }],
    ['another permission', 'PATCH', { permissions: ['download', 'create_grant'] }],
    ['an earlier end', 'PATCH', { expires_at: after(60) }],
    ['less, by a PUT', 'PUT', { role: 'reader', expires_at: after(600) }],
    ['an earlier end, by a PUT', 'PUT', { role: 'publisher', expires_at: after(60) }],
  ])('is given %s by who may take away only', async (_, method, body) => {
    const { send, path } = await withGrants();
    expect((await send(method, path, { ...MAINTAINER, body })).status).toBe(403);
    const scope = `${MAINTAINER.scope} delete_grant:acme`;
    expect((await send(method, path, { as: ANN, scope, body })).status).toBe(200);
  });

  it.each([
    ['a reason', { reason: 'still needed' }],
    ['a later end', { expires_at: after(900) }],
    ['more', { permissions: ['download', 'upload', 'create_grant'] }],
  ])('is given %s by who may grant', async (_, body) => {
    const { send, path } = await withGrants();
    expect((await send('PATCH', path, { ...MAINTAINER, body })).status).toBe(200);
  });

  it('stays the one of who made it, so that a change is no way to own it', async () => {
    const { send, path } = await withGrants();
    await send('PATCH', path, { ...MAINTAINER, body: { reason: 'mine now' } });
    const body = { permissions: ['download'] };
    expect((await send('PATCH', path, { ...MAINTAINER, body })).status).toBe(403);
  });

  it('is narrowed by who made it', async () => {
    const { put, send, path } = await withGrants();
    await send('DELETE', path);
    await put(BOB, 'acme', { role: 'publisher' }, MAINTAINER);
    const body = { permissions: ['download'] };
    expect((await send('PATCH', path, { ...MAINTAINER, body })).status).toBe(200);
    // To delete it takes the permission all the same.
    expect((await send('DELETE', path, MAINTAINER)).status).toBe(403);
  });

  it('is deleted by who may, by their token and by what is granted to them now', async () => {
    const { given, send, path } = await withGrants();
    const how = { as: ANN, scope: 'delete_grant:acme' };
    await given(ANN, 'acme', 'create_grant');
    expect((await send('DELETE', path, how)).status).toBe(403);
    await given(ANN, 'acme', 'delete_grant');
    expect((await send('DELETE', path, how)).status).toBe(204);
  });
});

describe('the administrators', () => {
  it('of the deployment are left alone by the API', async () => {
    const { put, send, grantsPath } = administering();
    const path = grantsPath('*', OPERATOR);
    const answers = [
      await put(OPERATOR, '*', { role: 'reader' }),
      await send('PATCH', path, { body: { reason: 'x' } }),
      await send('DELETE', path),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(409);
      expect(text).toContain('Terraform');
    }
    expect((await put(OPERATOR, 'acme', { role: 'reader' })).status).toBe(201);
    const shown = await send('GET', path);
    expect(shown.body).toMatchObject({ managed_by: 'terraform', created_by: null });
  });

  it('of the deployment keep what was stored for them before: listed beside, deleted, not changed', async () => {
    const { records, put, send, grantsPath } = administering({ administrators: [] });
    const path = grantsPath('*', OPERATOR);
    const made = await put(OPERATOR, '*', { role: 'reader' });
    const named = administering({ records });
    const both = [{ managed_by: 'terraform', permissions: ['admin'] }, made.body];
    for (const list of ['/v1/grants', `/v1/grants?principal=${OPERATOR}`, grantsPath('*')]) {
      expect((await named.send('GET', list)).body.grants).toMatchObject(both);
    }
    const shown = await named.send('GET', path);
    expect(shown).toMatchObject({ status: 200, etag: made.etag, body: made.body });
    expect((await named.put(OPERATOR, '*', { role: 'owner' })).status).toBe(409);
    expect((await named.send('PATCH', path, { body: { reason: 'x' } })).status).toBe(409);
    const headers = { 'if-match': made.etag };
    expect((await named.send('DELETE', path, { headers })).status).toBe(204);
    expect((await named.send('GET', '/v1/grants')).body.grants).toMatchObject([both[0]]);
    expect((await named.send('DELETE', path)).status).toBe(409);
    expect((await send('GET', path)).status).toBe(404);
  });

  it('of the deployment are none that is stored: the last stored one stays beside them', async () => {
    const { records, put } = administering({ administrators: [] });
    await put(OPERATOR, '*', { permissions: ['admin'] });
    const named = administering({ records });
    const path = named.grantsPath('*', OPERATOR);
    expect((await named.send('DELETE', path)).text).toContain('last stored');
    await named.given(ANN, '*', 'admin');
    expect((await named.send('DELETE', path)).status).toBe(204);
    expect((await named.send('DELETE', named.grantsPath('*', ANN))).status).toBe(409);
  });

  it('cannot all be taken away: the last stored one without an end stays', async () => {
    const { given, put, send, grantsPath } = administering();
    await given(ANN, '*', 'admin');
    await given(BOB, '*', 'admin', after(600));
    const path = grantsPath('*', ANN);
    const attempts = [
      await send('DELETE', path),
      await send('PATCH', path, { body: { expires_at: after(900) } }),
      await send('PATCH', path, { body: { permissions: ['download'] } }),
      await put(ANN, '*', { role: 'owner' }),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
    expect((await send('PATCH', path, { body: { reason: 'the boss' } })).status).toBe(200);
    await send('PATCH', grantsPath('*', BOB), { body: { expires_at: null } });
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await send('DELETE', grantsPath('*', BOB))).status).toBe(409);
  });

  it('lose one only, when two who are the last are taken away at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { given, send, grantsPath } = administering();
      await Promise.all([given(ANN, '*', 'admin'), given(BOB, '*', 'admin')]);
      const answers = await Promise.all(
        [ANN, BOB].map((one) => send('DELETE', grantsPath('*', one))),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    }
  });

  it('lose none, when the other last one is taken away in between', async () => {
    const { given, send, grantsPath, meanwhile } = administering();
    await given(ANN, '*', 'admin');
    await given(BOB, '*', 'admin');
    meanwhile(async () => {
      expect((await send('DELETE', grantsPath('*', BOB))).status).toBe(204);
    });
    expect((await send('DELETE', grantsPath('*', ANN))).status).toBe(409);
  });

  it('are demoted by administrators only', async () => {
    const { given, send, grantsPath } = administering();
    await Promise.all([given(ANN, '*', 'admin'), given(ROLE, '*', 'admin')]);
    await given(BOB, '*', 'create_grant delete_grant download');
    const how = { as: BOB, scope: 'create_grant:* delete_grant:* download:*' };
    const path = grantsPath('*', ANN);
    expect((await send('DELETE', path, how)).status).toBe(403);
    const body = { permissions: ['download'] };
    expect((await send('PATCH', path, { ...how, body })).status).toBe(403);
  });
});
