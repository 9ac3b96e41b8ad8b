import { join } from 'node:path';
import { installEngine } from '../../../../scripts/engines/index.ts';
import { type RunningEngine, startEngine } from './engine.ts';
import { TEST_CREDENTIALS, TEST_REGION } from './test-account.ts';

/** S3 that checks signatures, checksums and conditions, over a folder of its own. */
export async function startVersitygw(): Promise<RunningEngine> {
  const program = await installEngine('versitygw');
  return startEngine('versitygw', (port, scratch) => ({
    program: 'sh',
    args: [
      '-c',
      'mkdir buckets versions && exec "$@"',
      'sh',
      program,
      '--access',
      TEST_CREDENTIALS.accessKeyId,
      '--secret',
      TEST_CREDENTIALS.secretAccessKey,
      '--region',
      TEST_REGION,
      '--port',
      `127.0.0.1:${port}`,
      '--keep-alive',
      '--quiet',
      'posix',
      '--versioning-dir',
      join(scratch, 'versions'),
      join(scratch, 'buckets'),
    ],
  }));
}
