import {
  auditPartition,
  type Clock,
  parseMatch,
  parseNamespacePattern,
  parsePrincipal,
  parseResourceName,
  type RecordStore,
  toGrantRecord,
  toIdentityRecord,
} from '@registry/domain';
import type { WaysIn } from '../../src/ways-in/way-in.ts';
import { issuing, START } from '../setup.ts';

export const ACCOUNT = '123456789012';
export const CI_ROLE = `arn:aws:iam::${ACCOUNT}:role/ci`;

/** A registry in which the role `ci` of an account may publish, and its organisation may read. */
export async function awsRegistry(
  doubles: {
    waysIn?: (parts: { records: RecordStore; clock: Clock }) => WaysIn;
    isAwsGatewayOn?: boolean;
  } = {},
) {
  const calls = { reads: 0, writes: 0 };
  const given = await issuing({ ...doubles, records: (records) => counting(records, calls) });
  const identities = {
    deploy: { aws_account: ACCOUNT, arn: CI_ROLE },
    members: { aws_organization: 'o-a1b2c3d4e5' },
  };
  const grants = { deploy: ['acme', 'upload'], members: ['shared-*', 'download'] } as const;
  for (const [name, match] of Object.entries(identities)) {
    const record = toIdentityRecord({ name: parseResourceName(name), match: parseMatch(match) });
    await given.records.commit([{ kind: 'put', record, expected: 'absent' }]);
  }
  for (const [name, [namespace, permission]] of Object.entries(grants)) {
    const record = toGrantRecord({
      principal: parsePrincipal(`identity:${name}`),
      namespace: parseNamespacePattern(namespace),
      permissions: [permission],
      expiresAt: null,
      reason: 'a test',
      createdBy: parsePrincipal('identity:administrator'),
      createdAt: START,
    });
    await given.records.commit([{ kind: 'put', record, expected: 'absent' }]);
  }
  return {
    ...given,
    calls,
    audit: async () => {
      const page = await given.records.list(auditPartition(START), { limit: 100 });
      return page.records.map(({ document }) => document['event']);
    },
  };
}

/** Counts what the app asks of the store. */
function counting(records: RecordStore, calls: { reads: number; writes: number }): RecordStore {
  const read = <T>(answer: T): T => {
    calls.reads += 1;
    return answer;
  };
  return {
    get: (key) => read(records.get(key)),
    list: (partition, page) => read(records.list(partition, page)),
    listUnder: (partition, page) => read(records.listUnder(partition, page)),
    commit(changes) {
      calls.writes += 1;
      return records.commit(changes);
    },
  };
}
