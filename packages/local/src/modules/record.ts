import {
  type ModuleId,
  type PackageFormat,
  type PackageSource,
  parsePrincipal,
  parseSha256,
  parseVersion,
  type VersionRecord,
} from '@registry/domain';

/** A version as a row keeps it; what the row's key says already is left out. */
interface StoredRecord {
  readonly version: string;
  readonly source:
    | { kind: 'stored'; sha256: string; size: number; format: PackageFormat }
    | {
        kind: 'bucket';
        bucket: string;
        key: string;
        sha256: string;
        size: number;
        format: PackageFormat;
        objectVersion?: string;
      }
    | { kind: 'address'; address: string };
  readonly publishedBy: string;
  readonly publishedAt: string;
}

export function writeRecord({ version, source, publishedBy, publishedAt }: VersionRecord): string {
  const stored: StoredRecord = {
    version,
    source,
    publishedBy,
    publishedAt: publishedAt.toISOString(),
  };
  return JSON.stringify(stored);
}

export function readRecord(id: ModuleId, state: string, json: string): VersionRecord {
  const stored: StoredRecord = JSON.parse(json);
  return {
    id,
    version: parseVersion(stored.version),
    source: readSource(stored.source),
    publishedBy: parsePrincipal(stored.publishedBy),
    publishedAt: new Date(stored.publishedAt),
    state: state === 'removed' ? 'removed' : 'listed',
  };
}

function readSource(source: StoredRecord['source']): PackageSource {
  return source.kind === 'address' ? source : { ...source, sha256: parseSha256(source.sha256) };
}
