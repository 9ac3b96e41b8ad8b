import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type DynamoDBClient,
  ProjectionType,
  ScalarAttributeType,
  StreamViewType,
} from '@aws-sdk/client-dynamodb';
import { TABLE_SCHEMA } from '../table.ts';

/** A new table of the shape that Terraform deploys; returns its name. */
export async function createTable(client: DynamoDBClient): Promise<string> {
  const { attributes, global_secondary_indexes, stream_view_type } = TABLE_SCHEMA;
  const tableName = `registry-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(TABLE_SCHEMA),
      GlobalSecondaryIndexes: global_secondary_indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: known(ProjectionType, index.projection) },
      })),
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

function keySchema(keys: { readonly hash_key: string; readonly range_key: string }) {
  return [
    { AttributeName: keys.hash_key, KeyType: 'HASH' as const },
    { AttributeName: keys.range_key, KeyType: 'RANGE' as const },
  ];
}

/** JSON has no enumerations: what the schema says must be one of those that DynamoDB knows. */
function known<T extends string>(values: Record<string, T>, text: string): T {
  const value = Object.values(values).find((candidate) => candidate === text);
  if (value === undefined) throw new Error(`table-schema.json: DynamoDB knows no "${text}"`);
  return value;
}
