import { randomBytes, randomUUID } from 'node:crypto';
import { createCredentials } from '@registry/aws/credentials';
import { createDynamoDbClient, createRecordStore } from '@registry/aws/records';
import { administratorGrants } from '@registry/domain';
import { createLogger, randomBackoff } from '@registry/http';
import { createHttpHandler } from '@registry/http/lambda';
import { createAuthenticate } from '../settings/authentication.ts';
import { createAccessApp } from './app.ts';
import { parseAccessConfig } from './config.ts';

const config = parseAccessConfig(process.env);
const { region, tableName } = config;
const clock = () => new Date();
const client = createDynamoDbClient({ region, credentials: createCredentials() });
const records = createRecordStore({ client, tableName, clock });
const logger = createLogger({ level: config.logLevel, destination: process.stdout });

const app = createAccessApp({
  clock,
  newId: randomUUID,
  randomBytes,
  waysIn: config.waysIn,
  basePath: config.basePath,
  records,
  deployment: { listed: administratorGrants(config.administrators), unlisted: [] },
  authenticate: createAuthenticate(config.authentication, { records, clock, logger }),
  backoff: randomBackoff,
  logger,
});

export const handler = createHttpHandler(app, config);
