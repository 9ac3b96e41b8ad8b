import type { TestProject } from 'vitest/node';
import { startDynamoDbLocal, startMoto, startVersitygw } from '../src/testing/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly dynamodb: string;
    readonly s3: string;
    readonly kms: string;
  }
}

/** Every engine once for the whole run; suites keep apart by names they make up. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [dynamodb, s3, kms] = await Promise.all([
    startDynamoDbLocal(),
    startVersitygw(),
    startMoto(),
  ]);
  project.provide('dynamodb', dynamodb.endpoint);
  project.provide('s3', s3.endpoint);
  project.provide('kms', kms.endpoint);
  return async () => {
    await Promise.all([dynamodb, s3, kms].map((engine) => engine.dispose()));
  };
}
