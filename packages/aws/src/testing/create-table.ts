import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type DynamoDBClient,
  ScalarAttributeType,
  StreamViewType,
} from '@aws-sdk/client-dynamodb';
import { TABLE_SCHEMA } from '../table.ts';

/** A new table of the shape that Terraform deploys; returns its name. */
export async function createTable(client: DynamoDBClient): Promise<string> {
  const { hash_key, range_key, attributes, stream_view_type } = TABLE_SCHEMA;
  const tableName = `registry-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: hash_key, KeyType: 'HASH' },
        { AttributeName: range_key, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: Object.entries(attributes).map(([name, type]) => ({
        AttributeName: name,
        AttributeType: known(ScalarAttributeType, type),
      })),
      StreamSpecification: {
        StreamEnabled: true,
        StreamViewType: known(StreamViewType, stream_view_type),
      },
    }),
  );
  return tableName;
}

/** JSON has no enumerations: what the schema says must be one of those that DynamoDB knows. */
function known<T extends string>(values: Record<string, T>, text: string): T {
  const value = Object.values(values).find((candidate) => candidate === text);
  if (value === undefined) throw new Error(`table-schema.json: DynamoDB knows no "${text}"`);
  return value;
}
