import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BucketReader,
  createPublishVersion,
  createRemoveVersion,
  DEFAULT_PACKAGE_LIMITS,
  type ModuleStore,
  NotFoundError,
  type PackageInspector,
  type PackageRef,
  type PublishedContent,
  parseModuleId,
  parsePrincipal,
  parseVersion,
} from '@registry/domain';
import {
  MemoryModuleStore,
  MemoryPackageStore,
  SAMPLE_DOCUMENTATION,
  sha256Of,
} from '@registry/domain/testing';

export const id = parseModuleId('acme', 'vpc', 'aws');
export const publisher = parsePrincipal('identity:ci');
export const now = new Date('2026-01-02T03:04:05.678Z');

/** Reads what it is given, finds it good, and keeps a note of it. */
export class AgreeableInspector implements PackageInspector {
  readonly inspected: string[] = [];

  async inspect(bytes: AsyncIterable<Uint8Array>) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    this.inspected.push(Buffer.concat(chunks).toString('utf8'));
    return SAMPLE_DOCUMENTATION;
  }
}

/** Publishing on the fakes. `modules` may be a store of the test's own, to race with. */
export function publishing(options: { modules?: ModuleStore; buckets?: BucketReader } = {}) {
  const modules = options.modules ?? new MemoryModuleStore();
  const packages = new MemoryPackageStore();
  const inspector = new AgreeableInspector();
  const waits: number[] = [];
  const deps = {
    modules,
    packages,
    inspector,
    buckets: options.buckets,
    limits: DEFAULT_PACKAGE_LIMITS,
    clock: () => now,
    async backoff(attempt: number) {
      waits.push(attempt);
      await sleep(Math.random() * Math.min(20, 2 ** attempt));
    },
  };
  const publishVersion = createPublishVersion(deps);
  const removeVersion = createRemoveVersion(deps);
  return {
    ...deps,
    waits,
    publish: (version: string, content: PublishedContent, by = publisher) =>
      publishVersion({ id, version: parseVersion(version), content, publisher: by }),
    remove: (version: string) => removeVersion(id, parseVersion(version)),
    /** Puts `text` where an upload would, and says what it is. */
    upload(text: string): { readonly kind: 'stored' } & PackageRef {
      const ref = refOf(text);
      packages.put(ref.sha256, Buffer.from(text));
      return { kind: 'stored', ...ref };
    },
  };
}

export function refOf(text: string): PackageRef {
  return { sha256: sha256Of(text), size: Buffer.byteLength(text), format: 'tar.gz' };
}

export const address = (text: string): PublishedContent => ({ kind: 'address', address: text });

/** Buckets that hold one object, `bucket/key`. */
export function oneObject(text: string, objectVersion?: string): BucketReader {
  return {
    async open({ bucket, key }) {
      if (`${bucket}/${key}` !== 'bucket/key') throw new NotFoundError('There is no such object.');
      const bytes = Buffer.from(text);
      return {
        size: bytes.byteLength,
        ...(objectVersion && { objectVersion }),
        bytes: (async function* () {
          yield bytes;
        })(),
      };
    },
  };
}
