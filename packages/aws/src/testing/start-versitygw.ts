import { join } from 'node:path';
import { installEngine } from '../../../../scripts/engines/index.ts';
import { type RunningEngine, startEngine } from './engine.ts';
import { TEST_CREDENTIALS, TEST_REGION } from './test-account.ts';

/** Somebody beside TEST_CREDENTIALS whose signatures count; they may do everything. */
export interface S3Account {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** S3 that checks signatures, checksums and conditions, over a folder of its own. */
export async function startVersitygw(accounts: readonly S3Account[] = []): Promise<RunningEngine> {
  const program = await installEngine('versitygw');
  return startEngine('versitygw', (port, scratch) => ({
    program: 'sh',
    args: [
      '-c',
      'mkdir buckets versions iam && printf %s "$1" >iam/users.json && shift && exec "$@"',
      'sh',
      usersFile(accounts),
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
      '--iam-dir',
      join(scratch, 'iam'),
      'posix',
      '--versioning-dir',
      join(scratch, 'versions'),
      join(scratch, 'buckets'),
    ],
  }));
}

/** The file in which versitygw keeps its users. */
function usersFile(accounts: readonly S3Account[]): string {
  const users = accounts.map(({ accessKeyId: access, secretAccessKey: secret }) => [
    access,
    { access, secret, role: 'admin', userID: 0, groupID: 0, projectID: 0 },
  ]);
  return JSON.stringify({ accessAccounts: Object.fromEntries(users) });
}
