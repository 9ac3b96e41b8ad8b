import { indexKey, TABLE_SCHEMA } from '../../../packages/aws/src/table.ts';
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
} from '../../../packages/domain/src/index.ts';

/** What a function does with the table: DynamoDB's actions, and on which partitions. */
export interface TableRight {
  readonly actions: readonly string[];
  /** Of the table, or of the index where one is named; `*` is any text, as in IAM. */
  readonly partitions: readonly string[];
  readonly index?: string;
  /** The way in that needs it, where not all of the function does. */
  readonly way_in?: string;
}

export type TableRights = Readonly<Record<string, TableRight>>;

const [LISTING] = TABLE_SCHEMA.global_secondary_indexes;

const anyModule = indexKey(parseModuleId('any', 'any', 'any'));
const MODULES = family(anyModule[TABLE_SCHEMA.hash_key]?.S ?? '');
const ISSUER_URLS = family(issuerUrlKey('any').partition);
const GRANTS = family(grantsPartition(parsePrincipal('identity:any')));
const GUARDS = ADMINISTRATORS_GUARD.partition;
const TOKEN_DIGESTS = family(tokenDigestKey('any').partition);
const AUDIT = family(auditPartition(new Date(0)));
const PROOFS = family(proofKey('any').partition);

export const READS_MODULES: TableRights = {
  Modules: { actions: ['GetItem'], partitions: [MODULES] },
};

export const WRITES_MODULES: TableRights = {
  Modules: { actions: ['GetItem', 'PutItem'], partitions: [MODULES] },
};

/** The audit is written and read, and nobody deletes from it. */
export const KEEPS_ACCESS: TableRights = {
  Records: {
    actions: ['ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'],
    partitions: [
      ...[IDENTITIES, ISSUERS, ISSUER_URLS, GRANTS, GUARDS],
      ...[STATIC_TOKENS, TOKEN_DIGESTS, REVOCATIONS.partition],
    ],
  },
  Audit: { actions: ['PutItem', 'Query'], partitions: [AUDIT] },
  GrantsByNamespace: {
    actions: ['Query'],
    partitions: [ALL_GRANTS],
    ...(LISTING && { index: LISTING.name }),
  },
};

export const ISSUES_TOKENS: TableRights = {
  Proofs: { actions: ['DeleteItem', 'PutItem'], partitions: [PROOFS] },
  WhoTheyAre: { actions: ['GetItem', 'Query'], partitions: [IDENTITIES] },
  WhatTheyMay: { actions: ['Query'], partitions: [GRANTS, ISSUERS] },
  Revocations: { actions: ['GetItem', 'PutItem'], partitions: [REVOCATIONS.partition] },
  // Whoever has one may end it, also where none is taken any more.
  StaticTokens: {
    actions: ['DeleteItem', 'GetItem'],
    partitions: [STATIC_TOKENS, TOKEN_DIGESTS],
  },
  LastUses: { actions: ['PutItem'], partitions: [STATIC_TOKENS], way_in: 'static' },
  Audit: { actions: ['PutItem'], partitions: [AUDIT] },
};

export const JUDGES_TOKENS: TableRights = {
  Revocations: { actions: ['GetItem'], partitions: [REVOCATIONS.partition] },
  StaticTokens: { actions: ['GetItem'], partitions: [TOKEN_DIGESTS], way_in: 'static' },
  OtherIssuers: {
    actions: ['Query'],
    partitions: [ISSUERS, IDENTITIES, GRANTS],
    way_in: 'external-jwt',
  },
};

/** `AUDIT#*` of `AUDIT#2026-01-02`. */
function family(partition: string): string {
  return partition.replace(/#.*$/, '#*');
}
