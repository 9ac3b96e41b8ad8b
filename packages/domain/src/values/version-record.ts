import type { ModuleDocumentation } from './documentation.ts';
import type { ModuleId } from './module-id.ts';
import type { PackageSource } from './package.ts';
import type { Principal } from './principal.ts';
import type { Version } from './version.ts';

/** One published version. Its content never changes; whether it is listed may. */
export interface VersionRecord {
  readonly id: ModuleId;
  readonly version: Version;
  readonly source: PackageSource;
  readonly publishedBy: Principal;
  readonly publishedAt: Date;
  /** `removed` is kept as a memory, so that the version never comes back with other content. */
  readonly state: 'listed' | 'removed';
}

/** A version together with what its package says about itself; `null` for a plain address. */
export interface DocumentedVersion {
  readonly record: VersionRecord;
  readonly documentation: ModuleDocumentation | null;
}
