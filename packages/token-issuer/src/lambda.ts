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
import { createWaysIn } from './ways-in/create-ways-in.ts';

const config = parseConfig(process.env);
const { region, keys } = config;
const clock = () => new Date();
const credentials = createCredentials();
const kms = createKmsClient({ region, credentials });
const key = publishedKey(createKmsSigningKey({ kms, keyId: config.signingKeyId }), keys);
const records = createRecordStore({
  client: createDynamoDbClient({ region, credentials }),
  tableName: config.tableName,
  clock,
});
const { issuer } = config.token;

const app = createTokenIssuerApp({
  ...config,
  clock,
  newId: randomUUID,
  isAwsGatewayOn: config.waysIn.includes('aws-gateway'),
  waysIn: createWaysIn({ ...config, on: config.waysIn, issuer, records, clock }),
  records,
  deployment: { listed: administratorGrants(config.administrators), unlisted: [] },
  issuer,
  issue: createTokenIssuer({ settings: config.token, key, clock, newId: randomUUID }),
  verify: createTokenVerifier({ ...config.token, keys }, clock),
  publicKeys: async () => keys,
  logger: createLogger({ level: config.logLevel, destination: process.stdout }),
});

export const handler = createHttpHandler(app, config);
