import { link, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type DownloadLinks,
  NotFoundError,
  type PackageStore,
  type Sha256,
} from '@registry/domain';
import type { DataFolder } from '../data-folder.ts';
import { errnoOf } from '../errno.ts';
import { onDisk, syncFolder } from './disk.ts';
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

  const url = (sha256: Sha256, query: URLSearchParams) => `${baseUrl}/packages/${sha256}?${query}`;

  return {
    find: (sha256) =>
      firstPlace(folder, sha256, async (path) => ({ size: (await stat(path)).size })),
    async createUpload({ sha256, size }, expiresAt) {
      const claim = { method: 'PUT', sha256, size, expires: toSeconds(expiresAt) } as const;
      return {
        method: 'PUT',
        url: url(sha256, signClaim(urlKey, claim)),
        headers: { 'content-length': String(size), 'content-type': 'application/octet-stream' },
        expiresAt,
      };
    },
    async read(sha256) {
      const file = await firstPlace(folder, sha256, (path) => onDisk(() => open(path)));
      return (file ?? missing(sha256)).createReadStream();
    },
    keep: (sha256) => onDisk(() => keep(folder, sha256)),
    async sign({ sha256 }, expiresAt) {
      const claim = { method: 'GET', sha256, expires: toSeconds(expiresAt) } as const;
      return url(sha256, signClaim(urlKey, claim));
    },
  };
}

/**
 * Asks where a package waits, then where it is kept. It only ever moves in that direction, and
 * stands in both places for a moment, so whoever asks in this order cannot miss it.
 */
async function firstPlace<T>(
  folder: Pick<DataFolder, 'uploads' | 'packages'>,
  sha256: Sha256,
  ask: (path: string) => Promise<T>,
): Promise<T | undefined> {
  for (const place of [folder.uploads, folder.packages]) {
    const answer = await ask(packagePath(place, sha256)).catch(unless('ENOENT'));
    if (answer !== undefined) return answer;
  }
  return undefined;
}

// Two publishers may keep the same package at once: then one finds it moved already.
async function keep(
  folder: Pick<DataFolder, 'uploads' | 'packages'>,
  sha256: Sha256,
): Promise<void> {
  const waiting = packagePath(folder.uploads, sha256);
  const kept = packagePath(folder.packages, sha256);
  await mkdir(dirname(kept), { recursive: true });
  await link(waiting, kept).catch(unless('EEXIST', 'ENOENT'));
  const found = await stat(kept).catch(unless('ENOENT'));
  if (found === undefined) missing(sha256);
  await syncFolder(dirname(kept));
  await syncFolder(folder.packages);
  await rm(waiting, { force: true });
}

function toSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}

function missing(sha256: Sha256): never {
  throw new NotFoundError(`There is no package ${sha256}.`);
}

function unless(...expected: string[]): (error: unknown) => undefined {
  return (error) => {
    if (!expected.includes(errnoOf(error) ?? '')) throw error;
    return undefined;
  };
}
