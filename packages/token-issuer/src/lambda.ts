import { randomUUID } from 'node:crypto';
import { createCredentials } from '@registry/aws/credentials';
import { createDynamoDbClient, createRecordStore } from '@registry/aws/records';
import { createSecretReader } from '@registry/aws/secrets';
import { createKmsClient, createKmsSigningKey } from '@registry/aws/signing-key';
import { createTokenIssuer } from '@registry/domain/tokens';
import { createLogger } from '@registry/http';
import { createHttpHandler } from '@registry/http/lambda';
import { createTokenIssuerApp } from './app.ts';
import { parseConfig } from './config.ts';
import { deploymentOf } from './deployment.ts';
import { publishedKey } from './published-key.ts';
import { createSubjectVerifier } from './subject-verifier.ts';
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
const logger = createLogger({ level: config.logLevel, destination: process.stdout });

const readSecret = createSecretReader({ ...config.secrets, region, credentials, clock });

const app = createTokenIssuerApp({
  ...config,
  clock,
  newId: randomUUID,
  isAwsGatewayOn: config.waysIn.includes('aws-gateway'),
  waysIn: createWaysIn({ ...config, on: config.waysIn, issuer, records, clock }),
  records,
  deployment: deploymentOf(config),
  issuer,
  issue: createTokenIssuer({
    settings: config.token,
    key,
    clock,
    newId: randomUUID,
    basePath: config.basePath,
  }),
  verify: createSubjectVerifier(config, {
    records,
    readHs256Secret: () => readSecret(config.hs256.secretArn),
    clock,
    onFailure: (err) =>
      logger.error({ err }, 'what tokens are judged by cannot be kept up to date'),
  }),
  publicKeys: async () => keys,
  logger,
});

export const handler = createHttpHandler(app, config);
