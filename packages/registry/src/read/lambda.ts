import { createCredentials } from '@registry/aws/credentials';
import { createDownloadLinks } from '@registry/aws/download-links';
import { createDynamoDbClient, createModuleReader } from '@registry/aws/modules';
import { createRecordReader } from '@registry/aws/records';
import { createLogger } from '@registry/http';
import { createHttpHandler } from '@registry/http/lambda';
import { createAuthenticate } from '../settings/authentication.ts';
import { createReadApp } from './app.ts';
import { parseReadConfig } from './config.ts';

const config = parseReadConfig(process.env);
const { region, bucket, tableName } = config;
const clock = () => new Date();
const credentials = createCredentials();
const client = createDynamoDbClient({ region, credentials });
const records = createRecordReader({ client, tableName, clock });
const logger = createLogger({ level: config.logLevel, destination: process.stdout });

const app = createReadApp({
  ...config,
  clock,
  authenticate: createAuthenticate(config.authentication, { records, clock, logger }),
  modules: createModuleReader({ client, tableName }),
  links: createDownloadLinks({ ...config.s3, region, credentials, bucket, clock }),
  logger,
});

export const handler = createHttpHandler(app, config);
