import type {
  GetItemCommandInput,
  GetItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import {
  type Clock,
  checkRecordKey,
  type ListingPosition,
  openListing,
  type Page,
  type RecordPage,
  type RecordReader,
} from '@registry/domain';
import { type Item, LISTING_INDEX, listingKey, recordItemKey, TABLE_SCHEMA } from '../table.ts';
import { ALIVE, ALIVE_NAMES, aliveValues } from './alive.ts';
import { keyIn, recordFromItem } from './record-item.ts';

/** The two calls that reading takes; any trouble is an UnavailableError. */
export interface ReadCalls {
  getItem(input: GetItemCommandInput): Promise<Pick<GetItemCommandOutput, 'Item'>>;
  query(input: QueryCommandInput): Promise<Pick<QueryCommandOutput, 'Items' | 'LastEvaluatedKey'>>;
}

/** Each read is one call; a list is one Query for each page, which may be shorter than asked for. */
export function readRecords(calls: ReadCalls, tableName: string, clock: Clock): RecordReader {
  const list = async (
    place: 'own' | 'second',
    partition: string,
    page: Page,
  ): Promise<RecordPage> => {
    const listing = openListing(place, partition, page);
    if (listing === undefined) return { records: [] };
    const { hash_key, range_key } = place === 'own' ? TABLE_SCHEMA : LISTING_INDEX;
    const { Items: items = [], LastEvaluatedKey: last } = await calls.query({
      TableName: tableName,
      // An index cannot be read consistently.
      ...(place === 'own' ? { ConsistentRead: true } : { IndexName: LISTING_INDEX.name }),
      KeyConditionExpression: '#partition = :partition AND #id BETWEEN :from AND :to',
      FilterExpression: ALIVE,
      ExpressionAttributeNames: { '#partition': hash_key, '#id': range_key, ...ALIVE_NAMES },
      ExpressionAttributeValues: {
        ':partition': { S: partition },
        ':from': { S: listing.from },
        ':to': { S: listing.to },
        ...aliveValues(clock),
      },
      ScanIndexForward: !listing.descending,
      Limit: listing.limit,
      ...(listing.after ? { ExclusiveStartKey: startKey(place, partition, listing.after) } : {}),
    });
    return {
      records: items.map(recordFromItem),
      ...(last ? { next: listing.next(positionOf(last, range_key)) } : {}),
    };
  };

  return {
    async get(key) {
      checkRecordKey(key);
      const { Item: item } = await calls.getItem({
        TableName: tableName,
        Key: recordItemKey(key),
        ConsistentRead: true,
      });
      if (item === undefined) return undefined;
      const record = recordFromItem(item);
      const isAlive = record.expiresAt === undefined || record.expiresAt > clock();
      return isAlive ? record : undefined;
    },
    list: (partition, page) => list('own', partition, page),
    listUnder: (partition, page) => list('second', partition, page),
  };
}

function startKey(place: 'own' | 'second', partition: string, after: ListingPosition): Item {
  if (place === 'own') return recordItemKey({ partition, id: after.listedId });
  return { ...recordItemKey(after.key), ...listingKey({ partition, id: after.listedId }) };
}

function positionOf(last: Item, listedBy: string): ListingPosition {
  return { listedId: last[listedBy]?.S ?? '', key: keyIn(last, TABLE_SCHEMA) };
}
