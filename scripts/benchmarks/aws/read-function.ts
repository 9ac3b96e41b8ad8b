import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDownloadLinks } from '../../../packages/aws/src/download-links/index.ts';
import { createModuleReader } from '../../../packages/aws/src/modules/index.ts';
import { testSettings } from '../../../packages/aws/src/testing/test-account.ts';
import { createLogger, gatewayAuthentication } from '../../../packages/http/src/index.ts';
import { createHttpHandler } from '../../../packages/http/src/lambda/index.ts';
import { createReadApp } from '../../../packages/registry/src/read/index.ts';
import { restEvent } from './rest-event.ts';

/** Asks the read function's handler for a path, as API Gateway would. */
export type ReadFunction = (path: string) => Promise<void>;

/** The read function put together as its entry does it, over this client; log lines go nowhere. */
export function createReadFunction(settings: {
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  readonly tableName: string;
}): ReadFunction {
  const clock = () => new Date();
  const app = createReadApp({
    modules: createModuleReader(settings),
    links: createDownloadLinks({ ...testSettings(settings.endpoint), bucket: 'packages', clock }),
    authenticate: gatewayAuthentication(clock),
    clock,
    linkLifetimeSeconds: 300,
    modulesUrl: '/v1/modules/',
    logger: createLogger({ level: 'info', destination: { write: () => {} } }),
  });
  const handler = createHttpHandler(app, { basePath: '' });
  return async (path) => {
    const { statusCode, body } = await handler(restEvent(path));
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${body}`);
  };
}
