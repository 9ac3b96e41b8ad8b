import { createTokenVerifier, rememberVerified } from '@registry/domain/tokens';
import { createLogger } from '@registry/http/logger';
import { createAuthorizer } from './authorize.ts';
import { parseConfig } from './config.ts';

const { logLevel, basePath, keys, ...settings } = parseConfig(process.env);
const clock = () => new Date();

export const handler = createAuthorizer({
  verify: rememberVerified(createTokenVerifier({ ...settings, keys }, clock), clock),
  basePath,
  logger: createLogger({ level: logLevel, destination: process.stdout }),
});
