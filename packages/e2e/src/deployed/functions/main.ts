/** The process of one instance of a function: loads the handler, then gives it event after event. */
import { findHandler } from './find-handler.ts';
import type { Event, Said } from './messages.ts';

const {
  _HANDLER = '',
  LAMBDA_TASK_ROOT = '',
  AWS_LAMBDA_FUNCTION_NAME: functionName,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memoryLimitInMB,
  AWS_LAMBDA_LOG_GROUP_NAME: logGroupName,
  AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
} = process.env;
const say = (said: Said) => new Promise((sent) => process.send?.(said, sent));

process.on('unhandledRejection', (error) => void fail(error, 'Runtime.UnhandledPromiseRejection'));
process.on('uncaughtException', (error) => void fail(error));

async function fail(error: unknown, type?: string): Promise<never> {
  await say({ kind: 'fatal', ...described(error, type) });
  process.exit(129);
}

function described(error: unknown, type?: string): { type: string; message: string } {
  if (!(error instanceof Error)) return { type: type ?? 'Error', message: `${error}` };
  return { type: type ?? error.name, message: error.message };
}

try {
  const handler = await findHandler(LAMBDA_TASK_ROOT, _HANDLER);
  process.on('message', async (event: Event) => {
    process.env['_X_AMZN_TRACE_ID'] = event.traceId;
    const context = {
      functionName,
      functionVersion: '$LATEST',
      memoryLimitInMB,
      logGroupName,
      logStreamName,
      invokedFunctionArn: event.functionArn,
      awsRequestId: event.requestId,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => event.deadlineMs - Date.now(),
    };
    try {
      const result = await handler(JSON.parse(event.payload), context);
      await say({ kind: 'answer', payload: JSON.stringify(result) ?? 'null' });
    } catch (error) {
      await say({ kind: 'error', ...described(error) });
    }
  });
  await say({ kind: 'ready' });
} catch (error) {
  await fail(error);
}
