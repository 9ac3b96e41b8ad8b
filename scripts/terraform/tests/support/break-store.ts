/** What people and accidents do to the table and the bucket behind Terraform's back. */
import {
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Deployment } from '../../../../packages/aws/src/deployment/index.ts';
import { testSettings } from '../../../../packages/aws/src/testing/index.ts';
import type { Break } from './break.ts';

export function storeBreaks(deployment: Deployment, endpoint: string): readonly Break[] {
  const settings = testSettings(endpoint);
  const dynamodb = new DynamoDBClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const Bucket = deployment.packages.bucket;
  const TableName = deployment.table.name;
  return [
    {
      what: 'a table that may be deleted',
      findings: [/The table \S+ is not protected from deletion;/],
      cause: () =>
        dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false })),
    },
    {
      what: 'a table that cannot be restored',
      findings: [/The table \S+ cannot be restored to a moment;/],
      cause: () =>
        dynamodb.send(
          new UpdateContinuousBackupsCommand({
            TableName,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
          }),
        ),
    },
    {
      what: 'a table that forgets nothing',
      findings: [/The table \S+ does not remove what has expired \(expires_at\);/],
      cause: () =>
        dynamodb.send(
          new UpdateTimeToLiveCommand({
            TableName,
            TimeToLiveSpecification: { AttributeName: 'expires_at', Enabled: false },
          }),
        ),
    },
    {
      what: 'a table without its index',
      findings: [/The table \S+ has no usable index listing,/],
      cause: () =>
        dynamodb.send(
          new UpdateTableCommand({
            TableName,
            GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'listing' } }],
          }),
        ),
    },
    {
      what: 'a bucket that may be opened',
      findings: [/The bucket \S+ does not block public access,/],
      cause: () =>
        s3.send(
          new PutPublicAccessBlockCommand({
            Bucket,
            PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true },
          }),
        ),
    },
    {
      what: 'a bucket whose objects have owners of their own',
      findings: [/The bucket \S+ leaves objects to whoever wrote them,/],
      cause: () => s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket })),
    },
    {
      what: 'a bucket that keeps no versions',
      findings: [/The bucket \S+ keeps no versions,/],
      cause: () =>
        s3.send(
          new PutBucketVersioningCommand({
            Bucket,
            VersioningConfiguration: { Status: 'Suspended' },
          }),
        ),
    },
    {
      what: 'a bucket that keeps everything',
      findings: [/The bucket \S+ keeps abandoned uploads for ever;/],
      cause: () => s3.send(new DeleteBucketLifecycleCommand({ Bucket })),
    },
    {
      what: 'a bucket that answers without TLS',
      findings: [/The bucket \S+ answers without TLS;/],
      cause: () => s3.send(new DeleteBucketPolicyCommand({ Bucket })),
    },
    {
      what: 'a bucket that does not encrypt',
      findings: [/The bucket \S+ does not encrypt with S3's own key as was chosen;/],
      cause: () => s3.send(new DeleteBucketEncryptionCommand({ Bucket })),
    },
  ];
}
