import { createLightRecordReader } from '@registry/aws/light-records';
import { createSecretReader } from '@registry/aws/secrets';
import { createLogger } from '@registry/http/logger';
import { createAuthorizer } from './authorize.ts';
import { parseConfig } from './config.ts';
import { createVerifier } from './verifier.ts';

const config = parseConfig(process.env);
const { backend, basePath } = config;
const clock = () => new Date();
const logger = createLogger({ level: config.logLevel, destination: process.stdout });

const verify = createVerifier(config, {
  backend: backend && {
    records: createLightRecordReader({ ...backend, clock }),
    readSecret: createSecretReader({ ...backend, clock }),
  },
  clock,
  onFailure: (err) => logger.error({ err }, 'what tokens are judged by cannot be read'),
});

export const handler = createAuthorizer({ verify, basePath, logger });
