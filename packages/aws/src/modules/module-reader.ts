import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { decodeDocumentation, type ModuleReader } from '@registry/domain';
import { CorruptedItemError } from '../items/corrupted-item-error.ts';
import { bytesField } from '../items/item-fields.ts';
import { translateTableError } from '../items/table-errors.ts';
import { ATTRIBUTES, documentationKey, type Item, indexKey, versionItemKey } from '../table.ts';
import { indexFromItem } from './index-item.ts';
import { versionFromItem } from './version-item.ts';

export interface ModuleTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** Each read is one strongly consistent GetItem, so that it sees every acknowledged write. */
export function createModuleReader({ client, tableName }: ModuleTable): ModuleReader {
  const read = async <T>(key: Item, parse: (item: Item) => T): Promise<T | undefined> => {
    const { Item: item } = await client
      .send(new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true }))
      .catch(translateTableError);
    if (item === undefined) return undefined;
    try {
      return parse(item);
    } catch (error) {
      throw new CorruptedItemError(key, error);
    }
  };

  return {
    getIndex: (id) => read(indexKey(id), indexFromItem),
    getVersion: (id, version) =>
      read(versionItemKey(id, version), (item) => versionFromItem(id, item)),
    getDocumentation: (id, version) =>
      read(documentationKey(id, version), (item) =>
        decodeDocumentation(bytesField(item, ATTRIBUTES.body)),
      ),
  };
}
