import { toAuditRecord } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { now, tokenWith } from '../support/registry.ts';
import { administering, after, ROLE, ROOT } from './support.ts';

const A_DAY = 86_400;

describe('the audit', () => {
  it('tells every change, with who, from where and by which request', async () => {
    const { issuer, identity, given, send, grantsPath, audit } = administering();
    await issuer();
    await identity('ci');
    await given('identity:ci', 'acme', 'download');
    await send('DELETE', grantsPath('acme', 'identity:ci'));
    await send('DELETE', '/v1/identities/ci');
    await send('DELETE', '/v1/issuers/ci-issuer');
    const token = { name: 'old', scope: 'download:acme', expires_at: after(60) };
    await send('POST', '/v1/tokens', { body: token });
    await send('DELETE', '/v1/tokens/old');
    const { body } = await send('POST', '/v1/revocations', { body: { principal: ROLE } });
    await send('DELETE', `/v1/revocations/${body.id}`);
    const entries: Record<string, unknown>[] = await audit();
    expect(entries.map(({ action }) => action).sort()).toEqual([
      'grant.delete',
      'grant.put',
      'identity.delete',
      'identity.put',
      'issuer.delete',
      'issuer.put',
      'revocation.create',
      'revocation.delete',
      'static_token.create',
      'static_token.delete',
    ]);
    for (const entry of entries) {
      expect(entry).toMatchObject({
        at: after(0),
        outcome: 'done',
        principal: ROOT,
        request_id: expect.stringMatching(/^[\w-]{36}$/),
      });
    }
  });

  it('says nothing of what was refused or changed nothing', async () => {
    const { put, send, grantsPath, audit } = administering();
    await put('identity:ghost', 'acme', { role: 'reader' });
    await send('DELETE', grantsPath('acme', ROLE));
    expect(await audit()).toEqual([]);
  });

  it('has the address and the request id that the edge has seen, whatever a client says', async () => {
    const { access, grantsPath, audit } = administering();
    const request = new Request(`https://registry.test${grantsPath('acme', ROLE)}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await tokenWith('admin', ROOT)}`,
        'content-type': 'application/json',
        'x-forwarded-for': '203.0.113.9',
      },
      body: JSON.stringify({ role: 'reader' }),
    });
    await access.fetch(request, { edge: { source: '192.0.2.7', requestId: 'request-1' } });
    expect(await audit()).toMatchObject([{ source: '192.0.2.7', request_id: 'request-1' }]);
  });

  it('is filtered, the newest first, in parts across days', async () => {
    const { records, send } = administering();
    for (let day = 0; day < 40; day += 1) {
      const at = new Date(now.getTime() - day * A_DAY * 1000);
      const event = {
        action: day % 2 === 0 ? ('grant.put' as const) : ('token.issue' as const),
        outcome: 'done' as const,
        principal: day % 4 === 0 ? ROLE : ROOT,
        requestId: `request-${day}`,
        detail: {},
      };
      const record = toAuditRecord({ id: `event-${day}`, at, event });
      await records.commit([{ kind: 'put', record, expected: 'absent' }]);
    }
    const all = async (query: string) => {
      const seen: string[] = [];
      for (let path = `/v1/audit?limit=3${query}`; ; ) {
        const { body } = await send('GET', path);
        seen.push(...body.entries.map(({ id }: { id: string }) => id.slice('event-'.length)));
        expect(body.entries.length).toBeLessThanOrEqual(3);
        if (body.next === null) return seen.map(Number);
        path = `/v1/audit?limit=3${query}&cursor=${body.next}`;
      }
    };
    const until = (days: number) => Array.from({ length: days }, (_, day) => day);
    expect(await all('')).toEqual(until(31));
    expect(await all('&since=2025-11-01')).toEqual(until(40));
    expect(await all(`&since=${after(-5 * A_DAY)}&until=${after(-2 * A_DAY)}`)).toEqual([
      2, 3, 4, 5,
    ]);
    expect(await all('&action=token.issue')).toEqual(until(31).filter((day) => day % 2 === 1));
    const ofRole = await all(`&principal=${ROLE}&since=2025-11-01`);
    expect(ofRole).toEqual(until(40).filter((day) => day % 4 === 0));
  });

  it.each([
    'since=2026-01-02&until=2026-01-01',
    'since=2020-01-01',
    'since=yesterday',
    'action=x',
    'principal=x',
    'cursor=x',
    'cursor=W10',
    'cursor=WzEsMiwzLG51bGxd',
    'unknown=1',
  ])('refuses ?%s', async (query) => {
    const { send } = administering();
    expect((await send('GET', `/v1/audit?${query}`)).status).toBe(422);
  });
});
