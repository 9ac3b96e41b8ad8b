import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { testSettings } from '@registry/aws/testing';

/** Makes in DynamoDB Local the tables that the emulator says Terraform has made. */
export async function createTables(controlPlane: string, dynamodb: string): Promise<void> {
  const applied = new DynamoDBClient(testSettings(controlPlane));
  const real = new DynamoDBClient(testSettings(dynamodb));
  const { TableNames = [] } = await applied.send(new ListTablesCommand());
  for (const TableName of TableNames) {
    const { Table } = await applied.send(new DescribeTableCommand({ TableName }));
    if (Table !== undefined) await real.send(new CreateTableCommand(definitionOf(Table)));
  }
}

/** What of a table's description is its definition. */
function definitionOf(table: TableDescription): CreateTableCommandInput {
  const { TableName, KeySchema, AttributeDefinitions, StreamSpecification } = table;
  const indexes = (table.GlobalSecondaryIndexes ?? []).map((index) => ({
    IndexName: index.IndexName,
    KeySchema: index.KeySchema,
    Projection: index.Projection,
  }));
  return {
    TableName,
    KeySchema,
    AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...(StreamSpecification && { StreamSpecification }),
  };
}

/** Makes in versitygw the buckets that the emulator says Terraform has made. */
export async function createBuckets(controlPlane: string, s3: string): Promise<void> {
  const applied = new S3Client({ ...testSettings(controlPlane), forcePathStyle: true });
  const real = new S3Client({ ...testSettings(s3), forcePathStyle: true });
  const { Buckets = [] } = await applied.send(new ListBucketsCommand());
  for (const { Name } of Buckets) await real.send(new CreateBucketCommand({ Bucket: Name }));
}
