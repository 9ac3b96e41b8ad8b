import { z } from '@hono/zod-openapi';
import { formatModuleId, type VersionRecord } from '@registry/domain';

/** A version as publishing answers it. */
export const VersionBody = z
  .object({
    id: z.string().openapi({ example: 'acme/vpc/aws/1.2.0' }),
    namespace: z.string(),
    name: z.string(),
    system: z.string(),
    version: z.string(),
    published_at: z.string(),
    published_by: z.string(),
    sha256: z.string().nullable(),
    size: z.number().nullable(),
    format: z.string().nullable(),
    source: z.string().nullable().openapi({ description: 'Where the package is elsewhere' }),
  })
  .openapi('Version');

export function versionBody(record: VersionRecord): z.infer<typeof VersionBody> {
  const { id, version, source } = record;
  const packed = source.kind === 'address' ? { sha256: null, size: null, format: null } : source;
  return {
    id: `${formatModuleId(id)}/${version}`,
    ...id,
    version,
    published_at: record.publishedAt.toISOString(),
    published_by: record.publishedBy,
    sha256: packed.sha256,
    size: packed.size,
    format: packed.format,
    source: elsewhere(source),
  };
}

function elsewhere(source: VersionRecord['source']): string | null {
  if (source.kind === 'address') return source.address;
  return source.kind === 'bucket' ? `s3://${source.bucket}/${source.key}` : null;
}
