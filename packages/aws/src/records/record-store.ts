import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  type Clock,
  checkChanges,
  keyOf,
  type RecordChange,
  type RecordStore,
  revisionAfter,
} from '@registry/domain';
import { ATTRIBUTES, recordItemKey, TABLE_SCHEMA } from '../table.ts';
import { ALIVE, ALIVE_NAMES, aliveValues } from './alive.ts';
import { outcomeOfRefusal } from './commit-refusal.ts';
import { recordToItem } from './record-item.ts';
import { createRecordReader, type RecordTable } from './record-reader.ts';

/** One commit is one transaction, of one change too: only so is a lost answer asked for again. */
export function createRecordStore(table: RecordTable): RecordStore {
  const { client, tableName: TableName, clock } = table;

  const write = (change: RecordChange): TransactWriteItem => {
    const condition = conditionOf(change.expected, clock);
    if (change.kind === 'put') {
      const Item = recordToItem(change.record, revisionAfter(change.expected));
      return { Put: { TableName, Item, ...condition } };
    }
    const Key = recordItemKey(keyOf(change));
    return change.kind === 'delete'
      ? { Delete: { TableName, Key, ...condition } }
      : { ConditionCheck: { TableName, Key, ...condition } };
  };

  return {
    ...createRecordReader(table),
    async commit(changes) {
      checkChanges(changes);
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems: changes.map(write) }));
        return 'committed';
      } catch (error) {
        return outcomeOfRefusal(error);
      }
    },
  };
}

function conditionOf(expected: number | 'absent', clock: Clock) {
  if (expected === 'absent') {
    return {
      ConditionExpression: 'attribute_not_exists(#key) OR #endsAt <= :now',
      ExpressionAttributeNames: { '#key': TABLE_SCHEMA.hash_key, ...ALIVE_NAMES },
      ExpressionAttributeValues: aliveValues(clock),
    };
  }
  return {
    ConditionExpression: `#revision = :expected AND ${ALIVE}`,
    ExpressionAttributeNames: { '#revision': ATTRIBUTES.revision, ...ALIVE_NAMES },
    ExpressionAttributeValues: { ':expected': { N: String(expected) }, ...aliveValues(clock) },
  };
}
