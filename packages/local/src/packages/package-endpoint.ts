import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { type Clock, ForbiddenError, NotFoundError, type Sha256 } from '@registry/domain';
import type { DataFolder } from '../data-folder.ts';
import { errnoOf } from '../errno.ts';
import { onDisk } from './disk.ts';
import { packagePath } from './file-package-store.ts';
import { receiveUpload } from './receive-upload.ts';
import { holdsClaim, type UrlClaim } from './signed-url.ts';

// Up to here one read is cheaper than a stream.
const SMALL_BYTES = 1024 * 1024;

/**
 * Answers the signed URLs of the file package store: `GET` and `HEAD` of a published package,
 * `PUT` of an upload. Throws the domain's errors; ForbiddenError where the signature does not hold.
 */
export function createPackageEndpoint(deps: {
  readonly folder: Pick<DataFolder, 'uploads' | 'packages'>;
  readonly urlKey: Uint8Array;
  readonly clock: Clock;
}): (request: Request, sha256: Sha256) => Promise<Response> {
  const { folder, urlKey, clock } = deps;

  const check = (request: Request, claim: Omit<UrlClaim, 'expires'>) => {
    const { searchParams } = new URL(request.url);
    if (holdsClaim(urlKey, claim, searchParams, clock)) return;
    throw new ForbiddenError(
      'This address has expired, was changed, or was made for another request; ask for a new one.',
    );
  };

  return async (request, sha256) => {
    if (request.method === 'PUT') {
      const size = Number(request.headers.get('content-length') ?? Number.NaN);
      check(request, { method: 'PUT', sha256, size });
      return receiveUpload(folder, { sha256, size }, request.body);
    }
    check(request, { method: 'GET', sha256 });
    const headOnly = request.method === 'HEAD';
    return onDisk(() => servePackage(packagePath(folder.packages, sha256), headOnly));
  };
}

async function servePackage(path: string, headOnly: boolean): Promise<Response> {
  const size = await sizeOf(path);
  const headers = {
    'Content-Length': String(size),
    'Content-Type': 'application/octet-stream',
    'Cache-Control': 'private, no-store',
  };
  if (headOnly) return new Response(null, { headers });
  if (size <= SMALL_BYTES) return new Response(await readFile(path), { headers });
  return new Response(streamFile(path), { headers });
}

// By hand, as the types of web streams differ where those of browsers are loaded too.
function streamFile(path: string): ReadableStream<Uint8Array> {
  const chunks = createReadStream(path)[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (errnoOf(cause) !== 'ENOENT') throw cause;
    throw new NotFoundError('This package is not stored here any more.', { cause });
  }
}
