import { createReadStream } from 'node:fs';
import { link, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type DownloadLinks,
  NotFoundError,
  type PackageStore,
  type Sha256,
  UnavailableError,
} from '@registry/domain';
import type { DataFolder } from '../data-folder.ts';
import { errnoOf } from './errno.ts';
import { signClaim } from './signed-url.ts';

/** Where packages lie: spread over 256 folders by the first byte of the digest. */
export function packagePath(folder: string, sha256: Sha256): string {
  return join(folder, sha256.slice(0, 2), sha256);
}

/** Packages as files; uploads and downloads come to {@link packageEndpoint} under `baseUrl`. */
export function createFilePackageStore(deps: {
  readonly folder: Pick<DataFolder, 'uploads' | 'packages'>;
  readonly urlKey: Uint8Array;
  /** Absolute, without a slash at the end. */
  readonly baseUrl: string;
}): PackageStore & DownloadLinks {
  const { folder, urlKey, baseUrl } = deps;

  const locate = async (sha256: Sha256) => {
    for (const place of [folder.packages, folder.uploads]) {
      const path = packagePath(place, sha256);
      const found = await stat(path).catch(absent);
      if (found !== undefined) return { path, size: found.size, kept: place === folder.packages };
    }
    return undefined;
  };

  const located = async (sha256: Sha256) => {
    const found = await locate(sha256);
    if (found === undefined) throw new NotFoundError(`There is no package ${sha256}.`);
    return found;
  };

  return {
    async find(sha256) {
      const found = await locate(sha256);
      return found && { size: found.size };
    },
    async createUpload({ sha256, size }, expiresAt) {
      const expires = Math.floor(expiresAt.getTime() / 1000);
      const query = signClaim(urlKey, { method: 'PUT', sha256, size, expires });
      return {
        method: 'PUT',
        url: `${baseUrl}/packages/${sha256}?${query}`,
        headers: { 'content-length': String(size), 'content-type': 'application/octet-stream' },
        expiresAt,
      };
    },
    async read(sha256) {
      return createReadStream((await located(sha256)).path);
    },
    async keep(sha256) {
      const found = await located(sha256);
      if (found.kept) return;
      const path = packagePath(folder.packages, sha256);
      await onDisk(async () => {
        await mkdir(dirname(path), { recursive: true });
        await link(found.path, path).catch(unlessThere);
        await syncFolder(dirname(path));
        await rm(found.path, { force: true });
      });
    },
    async sign({ sha256 }, expiresAt) {
      const expires = Math.floor(expiresAt.getTime() / 1000);
      const query = signClaim(urlKey, { method: 'GET', sha256, expires });
      return `${baseUrl}/packages/${sha256}?${query}`;
    },
  };
}

/** Runs `work`; a disk that cannot take more now is an UnavailableError. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE'].includes(errnoOf(error) ?? '')) throw error;
    throw new UnavailableError('The registry cannot write to its disk; try again later.', {
      cause: error,
      retryAfterSeconds: 10,
    });
  }
}

// The name of a file is as durable as the folder that holds it.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function absent(error: unknown): undefined {
  if (errnoOf(error) !== 'ENOENT') throw error;
  return undefined;
}

function unlessThere(error: unknown): void {
  if (errnoOf(error) !== 'EEXIST') throw error;
}
