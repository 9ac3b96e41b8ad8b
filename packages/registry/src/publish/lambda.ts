import { setTimeout as sleep } from 'node:timers/promises';
import { createCredentials } from '@registry/aws/credentials';
import { createDynamoDbClient, createModuleStore } from '@registry/aws/modules';
import { createBucketReader, createPackageStore, createS3Client } from '@registry/aws/packages';
import { createRecordReader } from '@registry/aws/records';
import { createLogger } from '@registry/http';
import { createHttpHandler } from '@registry/http/lambda';
import { createAuthenticate } from '../settings/authentication.ts';
import { createPublishApp } from './app.ts';
import { parsePublishConfig } from './config.ts';
import { createPackageInspector } from './inspect/index.ts';

const config = parsePublishConfig(process.env);
const { region, bucket, tableName } = config;
const clock = () => new Date();
const credentials = createCredentials();
const client = createDynamoDbClient({ region, credentials });
const storage = { ...config.s3, region, credentials };
const s3 = createS3Client(storage);
const records = createRecordReader({ client, tableName, clock });
const logger = createLogger({ level: config.logLevel, destination: process.stdout });

const app = createPublishApp({
  ...config,
  clock,
  authenticate: createAuthenticate(config.authentication, { records, clock, logger }),
  modules: createModuleStore({ client, tableName }),
  packages: createPackageStore({ ...storage, s3, bucket, clock }),
  buckets: createBucketReader({ s3 }),
  // Beside the bundle, as the build puts it.
  inspector: createPackageInspector({ hclWorker: new URL('./hcl/worker.mjs', import.meta.url) }),
  backoff: (attempt) => sleep(Math.random() * Math.min(500, 10 * 2 ** attempt)),
  logger,
});

export const handler = createHttpHandler(app, config);
