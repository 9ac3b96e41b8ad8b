import { createCredentials } from '@registry/aws/credentials';
import { createDownloadLinks } from '@registry/aws/download-links';
import { createDynamoDbClient, createModuleReader } from '@registry/aws/modules';
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

const app = createReadApp({
  ...config,
  clock,
  authenticate: createAuthenticate(config.authentication, clock),
  modules: createModuleReader({ client, tableName }),
  links: createDownloadLinks({ ...config.s3, region, credentials, bucket, clock }),
  logger: createLogger({ level: config.logLevel, destination: process.stdout }),
});

export const handler = createHttpHandler(app, config);
