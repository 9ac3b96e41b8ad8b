import { randomUUID } from 'node:crypto';
import {
  type Actor,
  administratorGrants,
  createDeleteGrant,
  createDeleteIdentity,
  createGrantReader,
  createListRevocations,
  createPutGrant,
  createPutIdentity,
  createRevoke,
  type Grant,
  parseGrantedNamespace,
  parseMatch,
  parsePrincipal,
  parseResourceName,
  parseScope,
} from '@registry/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRecordStore } from '../src/records/index.ts';
import { freshTable } from './fresh-table.ts';

const ROOT = parsePrincipal('identity:root');
const clock = () => new Date();
const backoff = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(500, 10 * 2 ** attempt)));
const root: Actor = {
  caller: {
    principal: ROOT,
    scope: parseScope('admin'),
    issuedAt: clock(),
    expiresAt: clock(),
    tokenId: 'token-1',
    identities: [],
  },
  request: { id: 'request-1' },
};

let rules: ReturnType<typeof rulesOver>;

function rulesOver(table: Awaited<ReturnType<typeof freshTable>>) {
  const records = createRecordStore({ ...table, clock });
  const deployment = { listed: [], unlisted: administratorGrants([ROOT]) };
  const grants = createGrantReader({ records, deployment });
  const deps = { records, deployment, grants, clock, newId: randomUUID, backoff };
  const put = createPutGrant(deps);
  const remove = createDeleteGrant(deps);
  const addressOf = (principal: string, namespace: string) => ({
    principal: parsePrincipal(principal),
    namespace: parseGrantedNamespace(namespace),
  });
  return {
    grant: (principal: string, namespace: string, permissions: Grant['permissions']) => {
      const terms = { permissions, expiresAt: null, reason: '' };
      return put(root, addressOf(principal, namespace), terms, {});
    },
    ungrant: (principal: string, namespace: string) =>
      remove(root, addressOf(principal, namespace), {}),
    identity: (name: string) =>
      createPutIdentity(deps)(
        { name: parseResourceName(name), match: parseMatch({ aws_account: '123456789012' }) },
        root,
        {},
      ),
    dropIdentity: (name: string) => createDeleteIdentity(deps)(parseResourceName(name), root, {}),
    grantsOf: (principal: string) =>
      grants({ principal: parsePrincipal(principal), identities: [] }),
    revoke: createRevoke(deps),
    revocations: createListRevocations(deps),
  };
}

beforeAll(async () => {
  rules = rulesOver(await freshTable());
});

const outcomes = async (attempts: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(attempts)).map(({ status }) => status).sort();

describe('at once, on DynamoDB', () => {
  it('the last administrators are taken away, and one stays', async () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `oidc:https://issuer.test#${name}`);
    for (const name of names) await rules.grant(name, '*', ['admin']);
    const ends = await outcomes(names.map((name) => rules.ungrant(name, '*')));
    expect(ends).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    const left = await Promise.all(names.map(rules.grantsOf));
    expect(left.flat()).toHaveLength(1);
  });

  it('an identity is deleted and granted something, and one of the two is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const name = `ci-${round}`;
      await rules.identity(name);
      const ends = await outcomes([
        rules.grant(`identity:${name}`, 'acme', ['download']),
        rules.dropIdentity(name),
      ]);
      expect(ends).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('ten grants are made to one identity, and all are there', async () => {
    await rules.identity('busy');
    const namespaces = Array.from({ length: 10 }, (_, i) => `ns-${i}`);
    await Promise.all(namespaces.map((one) => rules.grant('identity:busy', one, ['download'])));
    const granted = await rules.grantsOf('identity:busy');
    expect(granted.map(({ namespace }) => namespace)).toEqual(namespaces);
  });

  it('ten tokens are revoked, and all are', async () => {
    const tokens = Array.from({ length: 10 }, () => randomUUID());
    await Promise.all(tokens.map((jti) => rules.revoke({ jti }, '', root)));
    const { items } = await rules.revocations({ limit: 100 });
    expect(items.map(({ what }) => ('jti' in what ? what.jti : '')).sort()).toEqual(tokens.sort());
  });
});
