import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { TABLE_SCHEMA } from '../table.ts';
import type { Deployment } from './deployment.ts';
import { when } from './look.ts';

/** Keys and indexes that the code reads by, and what keeps the data. */
export async function tableFindings(
  client: DynamoDBClient,
  { table }: Deployment,
): Promise<readonly string[]> {
  const request = { TableName: table.name };
  const [
    { Table: found },
    { ContinuousBackupsDescription: backups },
    { TimeToLiveDescription: ttl },
  ] = await Promise.all([
    client.send(new DescribeTableCommand(request)),
    client.send(new DescribeContinuousBackupsCommand(request)),
    client.send(new DescribeTimeToLiveCommand(request)),
  ]);
  const indexes = new Map(
    (found?.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, index] as const),
  );
  const lacking = TABLE_SCHEMA.global_secondary_indexes.filter((index) => {
    const there = indexes.get(index.name);
    return there?.IndexStatus !== 'ACTIVE' || !hasKeys(there.KeySchema, index);
  });
  const recovers = backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
  const expires =
    ttl?.TimeToLiveStatus === 'ENABLED' && ttl.AttributeName === TABLE_SCHEMA.ttl_attribute;
  const the = `The table ${table.name}`;
  return [
    ...when(
      !hasKeys(found?.KeySchema, TABLE_SCHEMA),
      `${the} has other keys than this version reads by; it is not this registry's: check table_name and restore the right one.`,
    ),
    ...lacking.map(
      (index) =>
        `${the} has no usable index ${index.name}, without which nothing can be listed; build it with terraform apply.`,
    ),
    ...when(
      !expires,
      `${the} does not remove what has expired (${TABLE_SCHEMA.ttl_attribute}); switch time to live on with terraform apply.`,
    ),
    ...when(
      !(recovers || !table.point_in_time_recovery),
      `${the} cannot be restored to a moment; switch point-in-time recovery on with terraform apply.`,
    ),
    ...when(
      !(found?.DeletionProtectionEnabled === true || !table.deletion_protection),
      `${the} is not protected from deletion; switch that on with terraform apply.`,
    ),
    ...when(
      !(found?.StreamSpecification?.StreamEnabled === true || !table.stream),
      `${the} has no stream, so that no events are made; switch it on with terraform apply.`,
    ),
  ];
}

function hasKeys(
  found: readonly KeySchemaElement[] | undefined,
  wanted: { readonly hash_key: string; readonly range_key: string },
): boolean {
  const name = (type: string) => found?.find(({ KeyType }) => KeyType === type)?.AttributeName;
  return name('HASH') === wanted.hash_key && name('RANGE') === wanted.range_key;
}
