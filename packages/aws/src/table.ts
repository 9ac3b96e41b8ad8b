/**
 * The one table: how its items are keyed and what their attributes are called. What Terraform has
 * to know to create it is in table-schema.json, which the tests create their tables from as well.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  formatModuleId,
  type ModuleId,
  parseModuleAddress,
  type RecordKey,
  type Version,
  versionKey,
} from '@registry/domain';
import schema from './table-schema.json' with { type: 'json' };

export const TABLE_SCHEMA = schema;

// What keys of modules begin with.
const MODULE = 'MODULE#';
const VERSION = 'VERSION#';

export type Item = Record<string, AttributeValue>;

/** Never reserved words of DynamoDB where a condition names them without a `#` placeholder. */
export const ATTRIBUTES = {
  revision: 'revision',
  body: 'body',
  etag: 'etag',
  latest: 'latest',
  version: 'version',
  source: 'source',
  publishedBy: 'published_by',
  publishedAt: 'published_at',
  state: 'state',
  document: 'document',
  /** Milliseconds since 1970; {@link TABLE_SCHEMA} names the seconds that DynamoDB goes by. */
  endsAt: 'ends_at',
} as const;

/** Where records are listed a second time; its keys are attributes of the records. */
export const LISTING_INDEX = listingIndex();

/** Every version of a module with its flags, ready to be answered; one item per module. */
export function indexKey(id: ModuleId): Item {
  return key(modulePartition(id), 'INDEX');
}

/** One version; build metadata is no part of the key, as it is none of the version's identity. */
export function versionItemKey(id: ModuleId, version: Version): Item {
  return key(modulePartition(id), `${VERSION}${versionKey(version)}`);
}

/** Which items are the versions of a module, as a Query asks for them. */
export function versionItems(id: ModuleId) {
  return {
    KeyConditionExpression: '#partition = :module AND begins_with(#sort, :version)',
    ExpressionAttributeNames: { '#partition': schema.hash_key, '#sort': schema.range_key },
    ExpressionAttributeValues: {
      ':module': { S: modulePartition(id) },
      ':version': { S: VERSION },
    },
  };
}

/** The keys of every version of every module, as a Scan asks for them. */
export const ALL_VERSION_KEYS = {
  FilterExpression: 'begins_with(#partition, :module) AND begins_with(#sort, :version)',
  ProjectionExpression: '#partition',
  ExpressionAttributeNames: { '#partition': schema.hash_key, '#sort': schema.range_key },
  ExpressionAttributeValues: { ':module': { S: MODULE }, ':version': { S: VERSION } },
};

/** The module that an item is about, by its key. */
export function moduleOfItem(item: Item): ModuleId {
  return parseModuleAddress(item[schema.hash_key]?.S?.slice(MODULE.length) ?? '');
}

/** What a version says about itself: large, so apart from what `/download` reads. */
export function documentationKey(id: ModuleId, version: Version): Item {
  return key(modulePartition(id), `DOCUMENTATION#${versionKey(version)}`);
}

/** A record; unlike modules, records say themselves in which partition they lie. */
export function recordItemKey({ partition, id }: RecordKey): Item {
  return key(partition, id);
}

/** Where a record is listed a second time. */
export function listingKey({ partition, id }: RecordKey): Item {
  return { [LISTING_INDEX.hash_key]: { S: partition }, [LISTING_INDEX.range_key]: { S: id } };
}

function listingIndex() {
  const [index] = schema.global_secondary_indexes;
  if (index === undefined) throw new Error('table-schema.json names no index.');
  return index;
}

function modulePartition(id: ModuleId): string {
  return `${MODULE}${formatModuleId(id)}`;
}

function key(partition: string, sort: string): Item {
  return { [schema.hash_key]: { S: partition }, [schema.range_key]: { S: sort } };
}
