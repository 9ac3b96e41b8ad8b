import { basename } from 'node:path';
import { indexKey, TABLE_SCHEMA } from '@registry/aws/table';
import {
  ADMINISTRATORS_GUARD,
  ALL_GRANTS,
  auditPartition,
  grantsPartition,
  IDENTITIES,
  ISSUERS,
  issuerUrlKey,
  parseModuleId,
  parsePrincipal,
  proofKey,
  REVOCATIONS,
  STATIC_TOKENS,
  tokenDigestKey,
} from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judgeCall } from '../../../src/deployed/aws/judge-call.ts';
import type { Stack } from '../../../src/deployed/stack/stack.ts';
import { functionsIn } from '../../../src/deployed/state/functions-in-state.ts';
import { rolesIn } from '../../../src/deployed/state/policies-in-state.ts';
import { only, readState } from '../../../src/deployed/state/state.ts';
import { withChanged } from '../support/change-state.ts';
import { theStack } from '../support/the-stack.ts';

const module = indexKey(parseModuleId('acme', 'vpc', 'aws'))[TABLE_SCHEMA.hash_key];

/** Each kind of item by a key as the code makes it, and who may put and delete it. */
const items: readonly {
  readonly what: string;
  readonly partition: string;
  readonly puts: readonly string[];
  readonly deletes: readonly string[];
}[] = [
  // Versions are removed by what is written in them.
  { what: 'modules', partition: module?.S ?? '', puts: ['publish'], deletes: [] },
  grantItems('grants', grantsPartition(parsePrincipal('identity:ci'))),
  grantItems('identities', IDENTITIES),
  grantItems('issuers', ISSUERS),
  grantItems('the URLs of issuers', issuerUrlKey('https://id.example.com').partition),
  grantItems('who guards the administrators', ADMINISTRATORS_GUARD.partition),
  // Whoever has a static token may end it.
  {
    what: 'static tokens',
    partition: STATIC_TOKENS,
    puts: ['access'],
    deletes: ['access', 'token-issuer'],
  },
  {
    what: 'the digests of static tokens',
    partition: tokenDigestKey('digest').partition,
    puts: ['access'],
    deletes: ['access', 'token-issuer'],
  },
  {
    what: 'revocations',
    partition: REVOCATIONS.partition,
    puts: ['access', 'token-issuer'],
    deletes: ['access'],
  },
  {
    what: 'the audit',
    partition: auditPartition(new Date(0)),
    puts: ['access', 'token-issuer'],
    deletes: [],
  },
  {
    what: 'proofs that were used',
    partition: proofKey('proof').partition,
    puts: ['token-issuer'],
    deletes: ['token-issuer'],
  },
  // The partition of an index: what is there is written with the records.
  { what: 'the listing of grants', partition: ALL_GRANTS, puts: [], deletes: [] },
];

function grantItems(what: string, partition: string) {
  return { what, partition, puts: ['access'], deletes: ['access'] };
}

/** The functions whose role lets them, by the names of their zips. */
async function allowed(stack: Stack, action: string, partition: string): Promise<string[]> {
  const state = readState(stack.shown);
  const tables = state.all('aws_dynamodb_table', z.looseObject({ arn: z.string() }));
  const resource = only(tables, 'tables').arn;
  const names: string[] = [];
  for (const { name, arn, roleArn, zip } of functionsIn(state, stack.folder)) {
    const role = only(
      rolesIn(state).filter((each) => each.arn === roleArn),
      `roles of ${name}`,
    );
    const holder = { functionName: name, functionArn: arn, role, accountId: '123456789012' };
    const need = { action, resource, keys: { 'dynamodb:LeadingKeys': [partition] } };
    const none = { buckets: new Map(), keys: new Map(), boundaries: new Map() };
    if ((await judgeCall(holder, need, none)).allowed) names.push(basename(zip, '.zip'));
  }
  return names.sort();
}

describe('what is in the table', () => {
  it.each(items)('$what: is put by $puts and deleted by $deletes', async (item) => {
    const stack = theStack();
    expect(await allowed(stack, 'dynamodb:PutItem', item.partition)).toEqual(item.puts);
    expect(await allowed(stack, 'dynamodb:DeleteItem', item.partition)).toEqual(item.deletes);
  });

  it.each(['UpdateItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'])(
    'is touched by nobody with %s',
    async (action) => {
      for (const { partition } of items) {
        expect(await allowed(theStack(), `dynamodb:${action}`, partition)).toEqual([]);
      }
    },
  );

  it('is seen to be written by one too many', async () => {
    const partition = grantsPartition(parsePrincipal('identity:ci'));
    const stack = withChanged(theStack(), 'aws_iam_role_policy', (values) => ({
      ...values,
      policy: String(values['policy']).replaceAll('"MODULE#*"', '["MODULE#*","GRANTS#*"]'),
    }));
    expect(await allowed(stack, 'dynamodb:PutItem', partition)).toEqual(['access', 'publish']);
  });
});
