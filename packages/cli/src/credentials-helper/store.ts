import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../file-system-errors.ts';
import type { System } from '../system.ts';
import { HelperError } from './helper-arguments.ts';
import { cachedTokensFolder, cachePrefix, storedTokenFile } from './token-files.ts';
import { writeToken } from './write-token.ts';

const MAX_BYTES = 64 * 1024;

/** What cannot be kept must be refused, not dropped: the protocol wants it so. */
const CREDENTIALS = z.strictObject({ token: z.string().min(1) });

/** `terraform login`: the token on the standard input is the one for this host from now on. */
export async function store(host: string, system: System): Promise<void> {
  const credentials = CREDENTIALS.safeParse(await readCredentials(system.stdin));
  if (!credentials.success) {
    throw new HelperError(
      `The credentials for ${host} are not kept, as this helper keeps a token and nothing else.`,
    );
  }
  await writeToken(storedTokenFile(host, system), { token: credentials.data.token }, system.now());
}

/** `terraform logout`: no token for this host is left here, stored or exchanged. */
export async function forget(host: string, system: System): Promise<void> {
  await rm(storedTokenFile(host, system), { force: true });
  await forgetCached(host, system);
}

export async function forgetCached(host: string, system: System): Promise<void> {
  const folder = cachedTokensFolder(system);
  for (const name of await namesIn(folder)) {
    if (name.startsWith(cachePrefix(host))) await rm(join(folder, name), { force: true });
  }
}

/** Read to its end, however long: the client waits until it has written everything. */
async function readCredentials(stdin: System['stdin']): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  try {
    return size > MAX_BYTES ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
