import {
  boundRefusals,
  createExchangeToken,
  createGrantReader,
  createIssueForProof,
  createRecordAudit,
  createResolveProof,
  parseNamespacePattern,
  parsePrincipal,
  parseResourceName,
  type RecordStore,
} from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { awsProof, givingTokens, request, START } from './access-setup.ts';

/** Giving tokens over records whose calls are counted. */
async function counting() {
  const all = givingTokens();
  const account = { aws_account: '123456789012' };
  for (const name of ['one', 'two', 'three']) {
    await all.identity(name, name === 'three' ? { aws_account: '999999999999' } : account);
    await all.grant(`identity:${name}`, 'acme', 'download');
  }
  const calls: string[] = [];
  const records: RecordStore = {
    get(key) {
      calls.push('get');
      return all.records.get(key);
    },
    list(partition, page) {
      calls.push('list');
      return all.records.list(partition, page);
    },
    listUnder(partition, page) {
      calls.push('listUnder');
      return all.records.listUnder(partition, page);
    },
    commit(changes) {
      calls.push('commit');
      return all.records.commit(changes);
    },
  };
  const { clock } = all;
  let ids = 0;
  const grants = createGrantReader({ records, deployment: { listed: [], unlisted: [] } });
  const audit = createRecordAudit({ records, clock, newId: () => String(++ids) });
  const deps = {
    issue: async () => ({
      accessToken: 'a.b.c',
      tokenId: 'token-1',
      expiresInSeconds: 60,
      scope: [],
    }),
    audit,
    refuse: boundRefusals(audit, { clock, onCounted() {} }),
    clock,
    grants,
    resolve: createResolveProof({ records, grants }),
    defaultLifetimeSeconds: 60,
    maxLifetimeSeconds: 60,
  };
  return {
    calls: () => calls.splice(0).sort(),
    issueForProof: createIssueForProof(deps),
    exchange: createExchangeToken(deps),
  };
}

describe('calls of the table for a token', () => {
  it('are three where an identity is named: it, its grants, the audit', async () => {
    const { issueForProof, calls } = await counting();
    await issueForProof({ proof: awsProof, identity: parseResourceName('one'), request });
    expect(calls()).toEqual(['commit', 'get', 'list']);
  });

  it('are three where none is named, and one for each that matches', async () => {
    const { issueForProof, calls } = await counting();
    await issueForProof({ proof: awsProof, request });
    expect(calls()).toEqual(['commit', 'list', 'list', 'list', 'list']);
  });

  it('are two where a token is traded: its grants, the audit', async () => {
    const { exchange, calls } = await counting();
    const subject = {
      principal: parsePrincipal('identity:one'),
      scope: [{ permission: 'download' as const, pattern: parseNamespacePattern('acme') }],
      issuedAt: START,
      expiresAt: new Date(START.getTime() + 60_000),
      tokenId: 'token-0',
      identities: [],
    };
    await exchange({ subject, request });
    expect(calls()).toEqual(['commit', 'list']);
  });
});
