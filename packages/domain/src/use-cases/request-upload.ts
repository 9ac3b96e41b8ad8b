import { TooLargeError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ModuleReader } from '../ports/module-store.ts';
import type { PackageLimits } from '../ports/package-inspector.ts';
import type { PackageStore, UploadTarget } from '../ports/package-store.ts';
import type { ModuleId } from '../values/module-id.ts';
import type { PackageRef } from '../values/package.ts';
import type { Version } from '../values/version.ts';
import { refuseOtherContent } from './commit-version.ts';

/**
 * Where to put the package of a version; `null` when these bytes are stored already. A version
 * that exists with another content is refused here, before anything is uploaded for nothing.
 */
export function createRequestUpload(deps: {
  readonly modules: ModuleReader;
  readonly packages: PackageStore;
  readonly clock: Clock;
  readonly limits: PackageLimits;
  readonly uploadLifetimeSeconds: number;
}) {
  const { modules, packages, clock, limits, uploadLifetimeSeconds } = deps;
  return async (id: ModuleId, version: Version, ref: PackageRef): Promise<UploadTarget | null> => {
    const published = await modules.getVersion(id, version);
    if (published !== undefined)
      refuseOtherContent(published, { source: { kind: 'stored', ...ref } });
    if (ref.size > limits.packedBytes) {
      throw new TooLargeError(
        `The package has ${ref.size} bytes; this registry takes at most ${limits.packedBytes}.`,
      );
    }
    const stored = await packages.find(ref.sha256);
    if (stored?.size === ref.size) return null;
    const expiresAt = new Date(clock().getTime() + uploadLifetimeSeconds * 1000);
    return packages.createUpload(ref, expiresAt);
  };
}
