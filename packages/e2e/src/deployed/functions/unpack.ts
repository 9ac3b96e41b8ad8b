import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

// Of external attributes, the high half is the Unix mode; without one nobody could read the file.
const modeOf = (attributes: number) => (attributes >>> 16) & 0o777;

/** Unpacks a deployment package into a folder of its own, with the permissions it has inside. */
export async function unpack(zip: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-function-'));
  const archive = await openPromise(zip);
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const path = join(folder, entry.fileName);
    await mkdir(dirname(path), { recursive: true });
    const mode = modeOf(entry.externalFileAttributes);
    const content = await archive.openReadStreamPromise(entry);
    await pipeline(content, createWriteStream(path, { mode }));
  }
  return folder;
}
