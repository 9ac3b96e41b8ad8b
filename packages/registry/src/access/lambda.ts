import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCredentials } from '@registry/aws/credentials';
import { createDynamoDbClient, createRecordStore } from '@registry/aws/records';
import { administratorGrants } from '@registry/domain';
import { createLogger } from '@registry/http';
import { createHttpHandler } from '@registry/http/lambda';
import { createAuthenticate } from '../settings/authentication.ts';
import { createAccessApp } from './app.ts';
import { parseAccessConfig } from './config.ts';

const config = parseAccessConfig(process.env);
const { region, tableName } = config;
const clock = () => new Date();
const client = createDynamoDbClient({ region, credentials: createCredentials() });

const app = createAccessApp({
  clock,
  newId: randomUUID,
  randomBytes,
  records: createRecordStore({ client, tableName, clock }),
  deployment: { listed: administratorGrants(config.administrators), unlisted: [] },
  authenticate: createAuthenticate(config.authentication, clock),
  backoff: (attempt) => sleep(Math.random() * Math.min(500, 10 * 2 ** attempt)),
  logger: createLogger({ level: config.logLevel, destination: process.stdout }),
});

export const handler = createHttpHandler(app, config);
