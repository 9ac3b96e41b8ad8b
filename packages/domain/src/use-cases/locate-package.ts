import { NotFoundError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ModuleReader } from '../ports/module-store.ts';
import type { DownloadLinks } from '../ports/package-store.ts';
import { formatModuleId, type ModuleId } from '../values/module-id.ts';
import type { Version } from '../values/version.ts';
import type { VersionRecord } from '../values/version-record.ts';

/** The listed version; NotFoundError where it never was or is no more. */
export async function getListedVersion(
  modules: ModuleReader,
  id: ModuleId,
  version: Version,
): Promise<VersionRecord> {
  const record = await modules.getVersion(id, version);
  if (record?.state === 'listed') return record;
  throw new NotFoundError(
    `Version ${version} of the module ${formatModuleId(id)} does not exist; its versions are listed at …/${formatModuleId(id)}/versions.`,
  );
}

/** Where the clients fetch a version from: one backend call. */
export function createLocatePackage(deps: {
  readonly modules: ModuleReader;
  readonly links: DownloadLinks;
  readonly clock: Clock;
  readonly linkLifetimeSeconds: number;
}) {
  const { modules, links, clock, linkLifetimeSeconds } = deps;
  return async (id: ModuleId, version: Version): Promise<string> => {
    const { source } = await getListedVersion(modules, id, version);
    if (source.kind === 'address') return source.address;
    const expiresAt = new Date(clock().getTime() + linkLifetimeSeconds * 1000);
    return forGoGetter(await links.sign(source, expiresAt), source);
  };
}

/**
 * go-getter takes `archive` and `checksum` for itself and removes them before it asks: they tell
 * it how to unpack, and make it refuse other bytes. They are therefore no part of the signature.
 */
function forGoGetter(url: string, { format, sha256 }: { format: string; sha256: string }): string {
  return `${url}${url.includes('?') ? '&' : '?'}archive=${format}&checksum=sha256:${sha256}`;
}
