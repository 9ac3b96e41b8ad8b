import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InvalidError, type Sha256 } from '@registry/domain';
import type { DataFolder } from '../data-folder.ts';
import { errnoOf } from '../errno.ts';
import { onDisk } from './disk.ts';
import { packagePath } from './file-package-store.ts';

type Body = ReadableStream<Uint8Array> | null;

/**
 * Takes the bytes of an upload. They become visible whole and on the disk, or not at all:
 * 200 when taken, 412 when the package is there already, InvalidError when they are others than
 * were announced.
 */
export async function receiveUpload(
  folder: Pick<DataFolder, 'uploads' | 'packages'>,
  expected: { readonly sha256: Sha256; readonly size: number },
  body: Body,
): Promise<Response> {
  const path = packagePath(folder.uploads, expected.sha256);
  const part = `${path}.${randomUUID()}.part`;
  try {
    if ((await isThere(path)) || (await isThere(packagePath(folder.packages, expected.sha256)))) {
      return alreadyThere();
    }
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
    await discardRest(body);
  }
}

async function writePart(
  path: string,
  expected: { readonly sha256: Sha256; readonly size: number },
  body: Body,
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
async function* received(body: Body): AsyncGenerator<Uint8Array> {
  try {
    // To cancel the body would cut the connection that our refusal has yet to go through.
    yield* body?.values({ preventCancel: true }) ?? [];
  } catch (cause) {
    throw new InvalidError('The upload broke off before its end; send it again.', { cause });
  }
}

/** Most clients look at an answer only once they have sent all of the body. */
async function discardRest(body: Body): Promise<void> {
  try {
    for await (const _ of body ?? []);
  } catch {
    // Nobody is there any more to be answered.
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
