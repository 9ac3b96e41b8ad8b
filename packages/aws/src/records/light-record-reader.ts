import type { RecordReader } from '@registry/domain';
import { createJsonCall, type JsonCallSettings } from '../json-call/json-call.ts';
import type { Item } from '../table.ts';
import { readRecords } from './read-records.ts';

/** Reads records without an SDK client: for the authorizer, whose zip has no room for one. */
export function createLightRecordReader(
  settings: JsonCallSettings & { readonly tableName: string },
): RecordReader {
  const call = createJsonCall(settings, {
    name: 'dynamodb',
    target: 'DynamoDB_20120810',
    version: '1.0',
  });
  return readRecords(
    {
      getItem: async (input) => optional('Item', isItem, await call('GetItem', input)),
      query: async (input) => {
        const answer = await call('Query', input);
        return {
          ...optional('Items', isItems, answer),
          ...optional('LastEvaluatedKey', isItem, answer),
        };
      },
    },
    settings.tableName,
    settings.clock,
  );
}

/** A member of an answer, which may be left out but not be something else. */
function optional<Name extends string, T>(
  name: Name,
  is: (value: unknown) => value is T,
  answer: unknown,
): { [Key in Name]?: T } {
  if (!isObject(answer)) throw new TypeError('DynamoDB has answered with no object.');
  const value = answer[name];
  if (value === undefined) return {};
  if (!is(value)) throw new TypeError(`DynamoDB has answered with a "${name}" that is none.`);
  const member: { [Key in Name]?: T } = {};
  member[name] = value;
  return member;
}

/** Strings and numbers are in JSON as the SDK has them; records have no attributes of other types. */
function isItem(value: unknown): value is Item {
  return isObject(value) && Object.values(value).every(isObject);
}

function isItems(value: unknown): value is Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
