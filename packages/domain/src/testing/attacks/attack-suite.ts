import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttackSession, openAttackSession, tokenIn } from './attack-session.ts';
import type { AttackAnswer, AttackedRegistry } from './attacked-registry.ts';
import { EXCHANGE_ATTACKS, TEMPLATE_ATTACKS } from './exchange-attacks.ts';
import { PRIVATE_HOSTS, startCanary } from './issuer-addresses.ts';
import { ISSUER_TOKEN_ATTACKS } from './issuer-token-attacks.ts';
import { nearMisses } from './near-misses.ts';
import { PROOF_ATTACKS } from './proof-attacks.ts';
import { REQUEST_ATTACKS } from './request-attacks.ts';
import { TOKEN_TYPES } from './token-types.ts';

const { ACCESS_TOKEN, ID_TOKEN, PROOF } = TOKEN_TYPES;
const AT_ONCE = 8;

/**
 * What nobody may get out of a registry, wherever it runs. At the end, no log, no error and no
 * entry of the audit may hold a secret of the whole suite.
 */
export function attackSuite(open: () => AttackedRegistry | Promise<AttackedRegistry>): void {
  let session: AttackSession;
  beforeAll(async () => {
    session = await openAttackSession(await open());
  });
  afterAll(async () => {
    expect(await session.leaks()).toEqual([]);
  });
  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const scopeOf = (token: string) => String(claimsOf(token).scope);

  describe('a token of an issuer', () => {
    it.each(ISSUER_TOKEN_ATTACKS)('$name', async ({ make, accepted }) => {
      const token = session.secret(make(session.world));
      const { status, text } = await session.trade(token, ID_TOKEN);
      expect(status, text).toBe(accepted ? 200 : 400);
      if (status === 200) session.secret(tokenIn({ status, text }));
      else expect(JSON.parse(text).error).toBe('invalid_grant');
    });

    it.each(TEMPLATE_ATTACKS)('fills no template with %j', async (repository_owner) => {
      const token = session.secret(session.world.token({ repository_owner }));
      const given = session.secret(tokenIn(await session.trade(token, ID_TOKEN)));
      const { namespace } = session;
      expect(scopeOf(given)).toBe(`download:${namespace} upload:${namespace}`);
    });

    it('fills a template with a name', async () => {
      const { id, secret, world } = session;
      const token = secret(world.token({ repository_owner: 'Acme-2' }));
      const given = secret(tokenIn(await session.trade(token, ID_TOKEN)));
      expect(scopeOf(given).split(' ')).toContain(`download:gh-${id}-Acme-2`);
    });
  });

  describe('an issuer that is to be asked for its keys', () => {
    let canary: Awaited<ReturnType<typeof startCanary>>;
    beforeAll(async () => {
      canary = await startCanary();
    });
    afterAll(() => canary.stop());

    it.each(PRIVATE_HOSTS)('is not asked at %s', async (host) => {
      const { asAdmin, id, secret, send, world } = session;
      const issuer = `https://${host}:${canary.port}`;
      const trusted = { issuer, audiences: [world.audience], algorithms: ['RS256'] };
      const put = await send(await asAdmin('PUT', `/v1/issuers/private-${id}`, trusted));
      const { status, text } = await session.trade(secret(world.token({ iss: issuer })), ID_TOKEN);
      // What was never trusted is refused; of what was, nobody can tell the keys.
      expect(status, text).toBe(put.status < 300 ? 503 : 400);
      expect(canary.connections()).toBe(0);
    });
  });

  describe('a signed request for STS', () => {
    it.each(PROOF_ATTACKS)('$name', async ({ make, accepted }) => {
      const { status, text } = await session.trade(session.secret(await make(session)), PROOF);
      expect(status, text).toBe(accepted ? 200 : 400);
      if (status === 200) session.secret(tokenIn({ status, text }));
      else expect(JSON.parse(text).error).toBe('invalid_grant');
    });

    it('is good for one of many at once, however it is written', async () => {
      const proof = await session.proof();
      const spellings = [proof, Buffer.from(proof, 'base64url').toString('base64')];
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) =>
          session.trade(spellings[index % spellings.length] ?? '', PROOF),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        200,
        ...Array.from({ length: AT_ONCE - 1 }, () => 400),
      ]);
      expect((await session.trade(proof, PROOF)).status).toBe(400);
    });
  });

  describe('an exchange', () => {
    it.each(EXCHANGE_ATTACKS)('gives nothing to $name', async ({ form, error }) => {
      const { status, text } = await session.exchange(await form(session));
      expect(status, text).toBe(400);
      expect(JSON.parse(text).error).toMatch(error);
    });

    it('gives less and less along a chain, and never more', async () => {
      const { accessToken, namespace, secret } = session;
      const narrow = `download:${namespace}`;
      const second = secret(tokenIn(await session.trade(accessToken, ACCESS_TOKEN, narrow)));
      const third = secret(tokenIn(await session.trade(second, ACCESS_TOKEN)));
      expect(scopeOf(third)).toBe(narrow);
      for (const token of [second, third]) {
        const wider = await session.trade(token, ACCESS_TOKEN, `upload:${namespace}`);
        expect(JSON.parse(wider.text)).toMatchObject({
          error: 'invalid_scope',
          error_description: expect.stringContaining(`upload:${namespace}`),
        });
      }
    });

    it('for more than there is in the token is told to the audit', async () => {
      const { accessToken, asAdmin, id, send, trade } = session;
      const scope = `download:${session.namespace} create_grant:asked-for-${id}`;
      expect((await trade(accessToken, ACCESS_TOKEN, scope)).status).toBe(400);
      const { text } = await send(await asAdmin('GET', '/v1/audit?action=token.issue&limit=100'));
      expect(JSON.parse(text).entries).toContainEqual(
        expect.objectContaining({
          outcome: 'refused',
          reason: expect.stringContaining(`create_grant:asked-for-${id}.`),
          detail: expect.objectContaining({ scope }),
        }),
      );
    });

    it('gives nothing for a token whose bearer is revoked, however often it was traded', async () => {
      const { accessToken, asAdmin, id, secret, send, trade, world } = session;
      const job = secret(world.token({ sub: `stolen-${id}` }));
      const stolen = secret(tokenIn(await trade(job, ID_TOKEN)));
      const traded = secret(tokenIn(await trade(stolen, ACCESS_TOKEN)));
      const principal = claimsOf(stolen).act.sub;
      const revoked = await send(await asAdmin('POST', '/v1/revocations', { principal }));
      expect(revoked.status, revoked.text).toBe(201);
      for (const token of [stolen, traded]) {
        const { text } = await trade(token, ACCESS_TOKEN);
        expect(JSON.parse(text)).toMatchObject({ error: 'invalid_grant' });
      }
      secret(tokenIn(await trade(accessToken, ACCESS_TOKEN)));
    });
  });

  describe('a signature', () => {
    it('that is nearly right is refused as any other, however near it comes', async () => {
      const { accessToken, secret, send, trade, world } = session;
      const asking = (token: string) =>
        send({ method: 'GET', path: '/v1/whoami', headers: { authorization: `Bearer ${token}` } });
      const answers = [
        await Promise.all(nearMisses(accessToken).map(asking)),
        await Promise.all(nearMisses(accessToken).map((token) => trade(token, ACCESS_TOKEN))),
        await Promise.all(
          nearMisses(secret(world.token({}))).map((token) => trade(token, ID_TOKEN)),
        ),
      ];
      // Not their headers: each answer names the request that it is to.
      const said = ({ status, text }: AttackAnswer) => ({ status, text });
      for (const [first, ...others] of answers.map((same) => same.map(said))) {
        expect([400, 401]).toContain(first?.status);
        for (const other of others) expect(other).toEqual(first);
      }
    });
  });

  describe('a request', () => {
    it.each(REQUEST_ATTACKS)('gets nothing with $name', async ({ make, refusedWith }) => {
      const { status, text } = await session.send(await make(session));
      expect(refusedWith, `${status}: ${text}`).toContain(status);
    });

    it('is not allowed by what was decided about another one', async () => {
      const { accessToken, namespace } = session;
      const headers = { authorization: `Bearer ${accessToken}` };
      const statusOf = async (method: string, path: string) =>
        (await session.send({ method, path, headers })).status;
      const module = `/v1/modules/${namespace}/vpc/aws`;
      expect(await statusOf('GET', `${module}/versions`)).toBe(404);
      expect(await statusOf('GET', '/v1/modules/another/vpc/aws/versions')).toBe(403);
      expect(await statusOf('GET', `/v1/modules/${namespace}x/vpc/aws/versions`)).toBe(403);
      expect(await statusOf('GET', '/v1/grants')).toBe(403);
      expect(await statusOf('GET', `/v1/namespaces/${namespace}/grants`)).toBe(403);
      expect(await statusOf('DELETE', '/v1/modules/another/vpc/aws/1.0.0')).toBe(403);
      expect(await statusOf('DELETE', '/v1/identities/nobody')).toBe(403);
      expect(await statusOf('DELETE', `${module}/1.0.0`)).toBe(404);
    });
  });
}
