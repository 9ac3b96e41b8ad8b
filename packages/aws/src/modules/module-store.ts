import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { encodeDocumentation, type ModuleChange, type ModuleStore } from '@registry/domain';
import {
  ATTRIBUTES,
  documentationKey,
  type Item,
  indexKey,
  TABLE_SCHEMA,
  versionItemKey,
} from '../table.ts';
import { outcomeOfRefusal } from './commit-refusal.ts';
import { indexToItem } from './index-item.ts';
import { createModuleReader, type ModuleTable } from './module-reader.ts';
import { versionToItem } from './version-item.ts';

export function createModuleStore(table: ModuleTable): ModuleStore {
  return {
    ...createModuleReader(table),
    async commit(change) {
      const puts = writesOf(change).map((put) => ({
        Put: { ...put, TableName: table.tableName },
      }));
      try {
        await table.client.send(new TransactWriteItemsCommand({ TransactItems: puts }));
        return 'committed';
      } catch (error) {
        return outcomeOfRefusal(error, change.record.id);
      }
    },
  };
}

type Write = Omit<NonNullable<TransactWriteItem['Put']>, 'TableName'>;

/** The order is what {@link outcomeOfRefusal} goes by. */
function writesOf({ record, documentation, index, expected }: ModuleChange): Write[] {
  const { id, version } = record;
  const writes: Write[] = [
    {
      Item: { ...versionItemKey(id, version), ...versionToItem(record) },
      ...(expected === 'absent' ? absent : holding(ATTRIBUTES.state, { S: expected })),
    },
    {
      Item: { ...indexKey(id), ...indexToItem(index) },
      ...(index.revision === 1
        ? absent
        : holding(ATTRIBUTES.revision, { N: String(index.revision - 1) })),
    },
  ];
  if (documentation === null) return writes;
  const body = { [ATTRIBUTES.body]: { B: encodeDocumentation(documentation) } };
  return [...writes, { Item: { ...documentationKey(id, version), ...body } }];
}

const absent = {
  ConditionExpression: 'attribute_not_exists(#key)',
  ExpressionAttributeNames: { '#key': TABLE_SCHEMA.hash_key },
};

function holding(attribute: string, value: Item[string]) {
  return {
    ConditionExpression: '#attribute = :expected',
    ExpressionAttributeNames: { '#attribute': attribute },
    ExpressionAttributeValues: { ':expected': value },
  };
}
