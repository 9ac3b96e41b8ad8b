import type { NewRecord, RecordDocument, RecordKey, StoredRecord } from '@registry/domain';
import { CorruptedItemError } from '../items/corrupted-item-error.ts';
import { countField, stringField } from '../items/item-fields.ts';
import {
  ATTRIBUTES,
  type Item,
  LISTING_INDEX,
  listingKey,
  recordItemKey,
  TABLE_SCHEMA,
} from '../table.ts';

/**
 * The document is JSON text: it comes back as it was, whatever it holds, its size is known before
 * it is sent, and whoever reads a single item needs no mapper of DynamoDB's types.
 */
export function recordToItem(record: NewRecord, revision: number): Item {
  const { document, listedUnder, expiresAt } = record;
  return {
    ...recordItemKey(record),
    ...(listedUnder ? listingKey(listedUnder) : {}),
    [ATTRIBUTES.revision]: { N: String(revision) },
    [ATTRIBUTES.document]: { S: JSON.stringify(document) },
    ...(expiresAt ? endOf(expiresAt) : {}),
  };
}

/** CorruptedItemError where the item holds no record. */
export function recordFromItem(item: Item): StoredRecord {
  const key = keyIn(item, TABLE_SCHEMA);
  try {
    return {
      ...key,
      document: documentOf(stringField(item, ATTRIBUTES.document)),
      revision: countField(item, ATTRIBUTES.revision),
      ...(LISTING_INDEX.hash_key in item ? { listedUnder: keyIn(item, LISTING_INDEX) } : {}),
      ...(ATTRIBUTES.endsAt in item
        ? { expiresAt: new Date(countField(item, ATTRIBUTES.endsAt)) }
        : {}),
    };
  } catch (error) {
    throw new CorruptedItemError(recordItemKey(key), error);
  }
}

/** The key of the table or of its index, in an item or in a last evaluated key. */
export function keyIn(
  item: Item,
  names: { readonly hash_key: string; readonly range_key: string },
): RecordKey {
  return { partition: stringField(item, names.hash_key), id: stringField(item, names.range_key) };
}

// DynamoDB removes by whole seconds, and some time later: until then the milliseconds count.
function endOf(expiresAt: Date): Item {
  const milliseconds = expiresAt.getTime();
  return {
    [ATTRIBUTES.endsAt]: { N: String(milliseconds) },
    [TABLE_SCHEMA.ttl_attribute]: { N: String(Math.ceil(milliseconds / 1000)) },
  };
}

function documentOf(text: string): RecordDocument {
  const document: unknown = JSON.parse(text);
  if (isDocument(document)) return document;
  throw new Error(`"${ATTRIBUTES.document}" is no JSON object`);
}

function isDocument(value: unknown): value is RecordDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
