import { checkRecordKey, type RecordReader } from '@registry/domain';
import { createJsonCall, type JsonCallSettings } from '../json-call/json-call.ts';
import { type Item, recordItemKey } from '../table.ts';
import { recordFromItem } from './record-item.ts';

/**
 * Reads single records, one strongly consistent GetItem each, without an SDK client: for the
 * authorizer, whose zip has no room for one.
 */
export function createRecordLookup(
  settings: JsonCallSettings & { readonly tableName: string },
): Pick<RecordReader, 'get'> {
  const { tableName, clock } = settings;
  const call = createJsonCall(settings, {
    name: 'dynamodb',
    target: 'DynamoDB_20120810',
    version: '1.0',
  });
  return {
    async get(key) {
      checkRecordKey(key);
      const answer = await call('GetItem', {
        TableName: tableName,
        Key: recordItemKey(key),
        ConsistentRead: true,
      });
      const item = itemIn(answer);
      if (item === undefined) return undefined;
      const record = recordFromItem(item);
      const isAlive = record.expiresAt === undefined || record.expiresAt > clock();
      return isAlive ? record : undefined;
    },
  };
}

function itemIn(answer: unknown): Item | undefined {
  if (!isObject(answer)) throw new TypeError('GetItem was answered with no object.');
  const item = answer['Item'];
  if (item === undefined) return undefined;
  if (isItem(item)) return item;
  throw new TypeError('GetItem was answered with something that is no item.');
}

/** Strings and numbers are in JSON as the SDK has them; records have no attributes of other types. */
function isItem(value: unknown): value is Item {
  return isObject(value) && Object.values(value).every(isObject);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
