import { administratorGrants, parsePrincipal, parseScope, scopeGrants } from '@registry/domain';
import { createMemoryRecordStore } from '@registry/domain/testing';
import { expect } from 'vitest';
import { ask, clock, type Doubles, now, serving } from '../support/registry.ts';

export const ROOT = 'identity:root';
/** Named in the deployment. */
export const OPERATOR = 'arn:aws:iam::123456789012:role/Operator';
export const ROLE = 'arn:aws:iam::123456789012:role/Publisher';
export const after = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();

export interface Sending {
  /** Absent: root, with everything. */
  readonly as?: string;
  readonly scope?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The access function, where nothing is granted yet but to root, who is not in any list. */
export function administering(
  options: Pick<Doubles, 'records' | 'waysIn'> & {
    /** Absent: the operator alone. */
    readonly administrators?: readonly string[];
  } = {},
) {
  const { administrators = [OPERATOR] } = options;
  const store = options.records ?? createMemoryRecordStore(clock);
  let meanwhile: (() => Promise<unknown>) | undefined;
  const all = serving({
    ...options,
    records: {
      ...store,
      async commit(changes) {
        const others = meanwhile;
        meanwhile = undefined;
        await others?.();
        return store.commit(changes);
      },
    },
    deployment: {
      listed: administratorGrants(administrators.map(parsePrincipal)),
      unlisted: scopeGrants(parsePrincipal(ROOT), parseScope('admin')),
    },
  });
  const send = async (method: string, path: string, how: Sending = {}) => {
    const { as = ROOT, scope = 'admin', ...rest } = how;
    const response = await ask(all.access, method, path, { as, scope, ...rest });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      body: text === '' ? undefined : JSON.parse(text),
      text,
    };
  };
  const grantsPath = (namespace: string, principal?: string) =>
    `/v1/namespaces/${namespace}/grants${principal === undefined ? '' : `?principal=${encodeURIComponent(principal)}`}`;
  return {
    ...all,
    send,
    /** Does this when the next change was decided on and is not committed yet. */
    meanwhile: (others: () => Promise<unknown>) => {
      meanwhile = others;
    },
    grantsPath,
    put: (principal: string, namespace: string, body: object, how: Sending = {}) =>
      send('PUT', grantsPath(namespace, principal), { body, ...how }),
    /** Grants as root, which has to succeed. */
    async given(principal: string, namespace: string, permissions: string, expires_at?: string) {
      const body = { permissions: permissions.split(' '), expires_at: expires_at ?? null };
      const answer = await send('PUT', grantsPath(namespace, principal), { body });
      expect([200, 201]).toContain(answer.status);
      return answer;
    },
    async issuer(name = 'ci-issuer', issuer = 'https://issuer.test') {
      const body = { issuer, audiences: ['https://registry.test'], algorithms: ['RS256'] };
      return send('PUT', `/v1/issuers/${name}`, { body });
    },
    async identity(name: string, issuer = 'ci-issuer') {
      return send('PUT', `/v1/identities/${name}`, { body: { match: { issuer, subject: 'ci' } } });
    },
    async audit(query = '') {
      const { body } = await send('GET', `/v1/audit${query}`);
      return body.entries;
    },
  };
}
