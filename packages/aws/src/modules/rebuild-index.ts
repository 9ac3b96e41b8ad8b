import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import {
  encodeIndex,
  formatModuleId,
  indexOf,
  type ModuleId,
  type ModuleIndex,
  type StoredIndex,
} from '@registry/domain';
import {
  ALL_VERSION_KEYS,
  ATTRIBUTES,
  type Item,
  indexKey,
  moduleOfItem,
  TABLE_SCHEMA,
  versionItems,
} from '../table.ts';
import { indexFromItem, indexToItem } from './index-item.ts';
import type { ModuleTable } from './module-reader.ts';
import { versionFromItem } from './version-item.ts';

export interface RebuiltIndex {
  /** How many versions it lists. */
  readonly versions: number;
  /** False where it was as the versions say. */
  readonly changed: boolean;
}

/**
 * Makes the index of a module anew from its versions, whatever is left of it and while others
 * publish: it is written only where nobody has changed it meanwhile, and made again otherwise.
 */
export async function rebuildIndex(table: ModuleTable, id: ModuleId): Promise<RebuiltIndex> {
  const { client, tableName: TableName } = table;
  for (;;) {
    // Before the versions: whatever is published later changes it, and is not overwritten.
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName, Key: indexKey(id), ConsistentRead: true }),
    );
    const versions = await listedVersions(table, id);
    const revision = item?.[ATTRIBUTES.revision]?.N;
    const index = encodeIndex(id, versions, Number(revision ?? 0) + 1);
    if (isAlready(item, index)) return { versions: versions.length, changed: false };
    const Item = { ...indexKey(id), ...indexToItem(index) };
    try {
      await client.send(new PutItemCommand({ TableName, Item, ...ifStill(item, revision) }));
      return { versions: versions.length, changed: true };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}

/** Every module that has a version; reads the whole table. */
export async function findModules({ client, tableName }: ModuleTable): Promise<ModuleId[]> {
  const found = new Map<string, ModuleId>();
  const search = { TableName: tableName, ConsistentRead: true, ...ALL_VERSION_KEYS };
  for await (const { Items = [] } of paginateScan({ client }, search)) {
    for (const id of Items.map(moduleOfItem)) found.set(formatModuleId(id), id);
  }
  return [...found.values()];
}

async function listedVersions(
  { client, tableName }: ModuleTable,
  id: ModuleId,
): Promise<ModuleIndex> {
  const items: Item[] = [];
  const search = { TableName: tableName, ConsistentRead: true, ...versionItems(id) };
  for await (const { Items = [] } of paginateQuery({ client }, search)) items.push(...Items);
  const listed = items
    .map((item) => versionFromItem(id, item))
    .filter(({ state }) => state === 'listed');
  return indexOf(listed.map(({ version }) => version));
}

/** An item that cannot be read is as good as none. */
function isAlready(item: Item | undefined, wanted: StoredIndex): boolean {
  try {
    const { body, etag, latest } = indexFromItem(item ?? {});
    return (
      etag === wanted.etag && latest === wanted.latest && Buffer.compare(body, wanted.body) === 0
    );
  } catch {
    return false;
  }
}

/** The condition that nobody has changed the index since it was read. */
function ifStill(item: Item | undefined, revision: string | undefined) {
  if (item === undefined || revision === undefined) {
    const name = item === undefined ? TABLE_SCHEMA.hash_key : ATTRIBUTES.revision;
    return {
      ConditionExpression: 'attribute_not_exists(#name)',
      ExpressionAttributeNames: { '#name': name },
    };
  }
  return {
    ConditionExpression: '#revision = :revision',
    ExpressionAttributeNames: { '#revision': ATTRIBUTES.revision },
    ExpressionAttributeValues: { ':revision': { N: revision } },
  };
}
