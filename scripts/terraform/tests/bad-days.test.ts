import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteBucketPolicyCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, test } from 'vitest';
import { testSettings } from '../../../packages/aws/src/testing/index.ts';
import { openOnEmulator } from './support/emulator.ts';
import { plannedChanges } from './support/planned-changes.ts';

const TableName = 'terraform-registry';
const TABLE = 'module.store.aws_dynamodb_table.this';
const BUCKET = 'module.store.aws_s3_bucket.packages[0]';
const PACKAGE = {
  Bucket: 'terraform-registry-123456789012-us-east-1',
  Key: 'packages/sha256/0123',
};

describe.concurrent('a registry', () => {
  test('whose apply has failed half way is complete after another', async ({
    expect,
    onTestFinished,
  }) => {
    const { root, endpoint } = await openOnEmulator(onTestFinished, {
      folder: '.',
      tool: 'terraform',
    });
    const dynamodb = new DynamoDBClient(testSettings(endpoint));
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const failed = await root.run('apply', '-auto-approve', '-input=false');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain(TableName);

    await dynamodb.send(new DeleteTableCommand({ TableName }));
    await root.apply();
    expect(await root.drift()).toBeUndefined();
  });

  test('is neither replaced nor destroyed with what is in it, unless asked', async ({
    expect,
    onTestFinished,
  }) => {
    const { root, endpoint } = await openOnEmulator(onTestFinished, {
      folder: '.',
      tool: 'terraform',
    });
    await root.apply();
    const s3 = new S3Client({ ...testSettings(endpoint), forcePathStyle: true });
    const dynamodb = new DynamoDBClient(testSettings(endpoint));
    // It wants TLS, which the emulator does not speak.
    const withoutPolicy = () => s3.send(new DeleteBucketPolicyCommand({ Bucket: PACKAGE.Bucket }));
    await withoutPolicy();
    await s3.send(new PutObjectCommand({ ...PACKAGE, Body: 'a package' }));
    const expectAllThere = async () => {
      const asked = new DescribeTableCommand({ TableName });
      expect((await dynamodb.send(asked)).Table?.TableStatus).toBe('ACTIVE');
      await withoutPolicy();
      expect((await s3.send(new HeadObjectCommand(PACKAGE))).ContentLength).toBe(9);
    };
    const expectRefused = async (...command: readonly string[]) => {
      const { code, stderr } = await root.run(...command, '-auto-approve', '-input=false');
      expect(code).toBe(1);
      expect(stderr).toMatch(/DeletionProtectionEnabled/);
      expect(stderr).toMatch(/BucketNotEmpty/);
      await expectAllThere();
    };

    const before = await root.outputs();
    const expectAsBefore = async () => {
      await root.setVariables({});
      await root.apply();
      expect(await root.drift()).toBeUndefined();
      expect(await root.outputs()).toEqual(before);
    };

    await root.setVariables({
      table: { name: 'renamed' },
      packages: { bucket_name: 'renamed-packages' },
    });
    expect(plannedChanges(await root.plan())).toMatchObject({
      [TABLE]: 'delete create',
      [BUCKET]: 'delete create',
    });
    await expectRefused('apply');
    const lambda = new LambdaClient(testSettings(endpoint));
    const read = new GetFunctionConfigurationCommand({ FunctionName: `${TableName}-read` });
    expect((await lambda.send(read)).Environment?.Variables).toMatchObject({
      TABLE_NAME: TableName,
      PACKAGES_BUCKET: PACKAGE.Bucket,
    });
    await expectAsBefore();

    await root.setVariables({ name: 'renamed' });
    await expectRefused('apply');
    await expectAsBefore();

    // The same URL and the same key: what is in it, and every token, is as good as before.
    await expectRefused('destroy');
    await expectAsBefore();
  });
});
