import { InvalidError, NotFoundError, TooLargeError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { PackageInspector, PackageLimits } from '../ports/package-inspector.ts';
import type { BucketReader, PackageStore } from '../ports/package-store.ts';
import type { ModuleDocumentation } from '../values/documentation.ts';
import type { ModuleId } from '../values/module-id.ts';
import type { BucketObject, PackageFormat, PackageRef, PackageSource } from '../values/package.ts';
import type { Principal } from '../values/principal.ts';
import type { Version } from '../values/version.ts';
import type { VersionRecord } from '../values/version-record.ts';
import { type CommitDeps, commitVersion, refuseOtherContent } from './commit-version.ts';

/** What the publisher says the version is. */
export type PublishedContent =
  | ({ readonly kind: 'stored' } & PackageRef)
  | ({ readonly kind: 'bucket'; readonly format: PackageFormat } & BucketObject)
  | { readonly kind: 'address'; readonly address: string };

export interface PublishRequest {
  readonly id: ModuleId;
  readonly version: Version;
  readonly content: PublishedContent;
  readonly publisher: Principal;
}

export interface PublishDeps extends CommitDeps {
  readonly packages: PackageStore;
  /** Absent where there are no buckets to read, as on a laptop. */
  readonly buckets: BucketReader | undefined;
  readonly inspector: PackageInspector;
  readonly limits: PackageLimits;
  readonly clock: Clock;
}

/**
 * Publishes a version, all or nothing: the package is opened and kept first, the version and its
 * place in the index become visible last and together. Dying anywhere before that leaves nothing
 * to see, and the same request made again succeeds.
 */
export function createPublishVersion(deps: PublishDeps) {
  return async (request: PublishRequest): Promise<{ created: boolean; record: VersionRecord }> => {
    const stored = await deps.modules.getVersion(request.id, request.version);
    if (stored !== undefined) refuseOtherContent(stored, { source: request.content });
    if (stored?.state === 'listed') return { created: false, record: stored };
    const { source, documentation } = await accept(deps, request.content);
    const record: VersionRecord = {
      id: request.id,
      version: request.version,
      source,
      publishedBy: request.publisher,
      publishedAt: deps.clock(),
      state: 'listed',
    };
    if (await commitVersion(deps, { record, documentation })) return { created: true, record };
    // Somebody else has published the same meanwhile: theirs is the record.
    const theirs = await deps.modules.getVersion(request.id, request.version);
    return { created: false, record: theirs ?? record };
  };
}

interface Accepted {
  readonly source: PackageSource;
  readonly documentation: ModuleDocumentation | null;
}

async function accept(deps: PublishDeps, content: PublishedContent): Promise<Accepted> {
  switch (content.kind) {
    case 'address':
      return { source: content, documentation: null };
    case 'stored':
      return acceptStored(deps, content);
    case 'bucket':
      return acceptFromBucket(deps, content);
  }
}

async function acceptStored(
  { packages, inspector, limits }: PublishDeps,
  content: PackageRef & { kind: 'stored' },
): Promise<Accepted> {
  const found = await packages.find(content.sha256);
  if (found === undefined) {
    throw new InvalidError(
      'The package has not been uploaded, or its upload was too long ago; ask for an upload and PUT the package first.',
    );
  }
  if (found.size !== content.size) {
    throw new InvalidError(
      `The package has ${found.size} bytes, not ${content.size}; give its real size.`,
    );
  }
  const documentation = await inspector.inspect(
    await packages.read(content.sha256),
    content,
    limits,
  );
  await packages.keep(content.sha256);
  return { source: content, documentation };
}

async function acceptFromBucket(
  { buckets, inspector, limits }: PublishDeps,
  content: BucketObject & { kind: 'bucket'; format: PackageFormat },
): Promise<Accepted> {
  if (buckets === undefined) {
    throw new InvalidError(
      'This registry does not run on AWS and reads no buckets; upload the package instead.',
    );
  }
  const object = await openObject(buckets, content);
  if (object.size > limits.packedBytes) {
    throw new TooLargeError(
      `The object has ${object.size} bytes; this registry takes at most ${limits.packedBytes}.`,
    );
  }
  const documentation = await inspector.inspect(object.bytes, content, limits);
  const { size, objectVersion } = object;
  const pinned = objectVersion === undefined ? {} : { objectVersion };
  return { source: { ...content, size, ...pinned }, documentation };
}

async function openObject(buckets: BucketReader, object: BucketObject) {
  try {
    return await buckets.open(object);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    throw new InvalidError(error.message, { cause: error });
  }
}
