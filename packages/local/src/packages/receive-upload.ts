import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InvalidError, type Sha256 } from '@registry/domain';
import type { DataFolder } from '../data-folder.ts';
import { errnoOf } from '../errno.ts';
import { onDisk } from './disk.ts';
import { packagePath } from './file-package-store.ts';

/**
 * Takes the bytes of an upload. They become visible whole and on the disk, or not at all:
 * 200 when taken, 412 when the package is there already, InvalidError when they are others than
 * were announced.
 */
export async function receiveUpload(
  folder: Pick<DataFolder, 'uploads' | 'packages'>,
  expected: { readonly sha256: Sha256; readonly size: number },
  body: ReadableStream<Uint8Array> | null,
): Promise<Response> {
  const path = packagePath(folder.uploads, expected.sha256);
  if ((await isThere(path)) || (await isThere(packagePath(folder.packages, expected.sha256)))) {
    return alreadyThere();
  }
  const part = `${path}.${randomUUID()}.part`;
  try {
    return await onDisk(async () => {
      await mkdir(dirname(path), { recursive: true });
      await writePart(part, expected, body);
      await link(part, path);
      return new Response(null, { status: 200 });
    });
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return alreadyThere();
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}

async function writePart(
  path: string,
  expected: { readonly sha256: Sha256; readonly size: number },
  body: ReadableStream<Uint8Array> | null,
): Promise<void> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx');
  try {
    for await (const chunk of received(body)) {
      size += chunk.byteLength;
      if (size > expected.size) break;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    if (size !== expected.size) {
      throw new InvalidError(`The upload does not have the announced ${expected.size} bytes.`);
    }
    if (hash.digest('hex') !== expected.sha256) {
      throw new InvalidError('The upload does not have the announced sha256.');
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

// A sender that hangs up is to blame itself; that is no failure of ours.
async function* received(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? [];
  } catch (cause) {
    throw new InvalidError('The upload broke off before its end; send it again.', { cause });
  }
}

function alreadyThere(): Response {
  return Response.json({ errors: ['This package is stored already.'] }, { status: 412 });
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error) => {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}
