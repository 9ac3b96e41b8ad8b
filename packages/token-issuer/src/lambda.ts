import { randomUUID } from 'node:crypto';
import { createCredentials } from '@registry/aws/credentials';
import { createDynamoDbClient, createRecordStore } from '@registry/aws/records';
import { createKmsClient, createKmsSigningKey } from '@registry/aws/signing-key';
import { administratorGrants } from '@registry/domain';
import { createTokenIssuer, createTokenVerifier } from '@registry/domain/tokens';
import { createLogger } from '@registry/http';
import { createHttpHandler } from '@registry/http/lambda';
import { createTokenIssuerApp } from './app.ts';
import { parseConfig } from './config.ts';
import { publishedKey } from './published-key.ts';

const config = parseConfig(process.env);
const { region, keys } = config;
const clock = () => new Date();
const credentials = createCredentials();
const kms = createKmsClient({ region, credentials });
const key = publishedKey(createKmsSigningKey({ kms, keyId: config.signingKeyId }), keys);

const app = createTokenIssuerApp({
  ...config,
  clock,
  newId: randomUUID,
  waysIn: {},
  records: createRecordStore({
    client: createDynamoDbClient({ region, credentials }),
    tableName: config.tableName,
    clock,
  }),
  deployment: { listed: administratorGrants(config.administrators), unlisted: [] },
  issuer: config.token.issuer,
  issue: createTokenIssuer({ settings: config.token, key, clock, newId: randomUUID }),
  verify: createTokenVerifier({ ...config.token, keys }, clock),
  publicKeys: async () => keys,
  logger: createLogger({ level: config.logLevel, destination: process.stdout }),
});

export const handler = createHttpHandler(app, config);
