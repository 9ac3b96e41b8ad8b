/** Real engines for tests and benchmarks, and a server that misbehaves. */
export { countCalls } from './count-calls.ts';
export { createTable } from './create-table.ts';
export type { RunningEngine } from './engine.ts';
export * from './fault-server.ts';
export { startDynamoDbLocal } from './start-dynamodb-local.ts';
export { startMoto } from './start-moto.ts';
export { type RunningSts, startSts } from './start-sts.ts';
export { type S3Account, startVersitygw } from './start-versitygw.ts';
export { IAM_USER, ROLE_SESSION, type StsCaller } from './sts/caller.ts';
export * from './sts/sign-request.ts';
export { TEST_CREDENTIALS, TEST_REGION, testSettings } from './test-account.ts';
