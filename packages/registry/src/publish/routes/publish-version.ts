import { z } from '@hono/zod-openapi';
import {
  PACKAGE_FORMATS,
  type PublishedContent,
  type PublishRequest,
  parseBucketKey,
  parseSha256,
  parseSourceAddress,
  type VersionRecord,
} from '@registry/domain';
import {
  type ApiApp,
  type Authenticate,
  addRoute,
  declare,
  errorAnswer,
  parsed,
} from '@registry/http';
import { GUARDED, jsonAnswer } from '../../schemas/answers.ts';
import { MODULE_PATH, WriteVersionPath } from '../../schemas/module-path.ts';
import { VersionBody, versionBody } from '../../schemas/version.ts';
import { PackageBody } from './uploads.ts';

export interface PublishVersionDeps {
  readonly publishVersion: (
    request: PublishRequest,
  ) => Promise<{ created: boolean; record: VersionRecord }>;
  readonly authenticate: Authenticate;
}

const StoredContent = PackageBody.transform(
  (body): PublishedContent => ({ kind: 'stored', ...body }),
);

const BucketContent = z
  .strictObject({
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    key: parsed(parseBucketKey, { example: 'modules/vpc-1.2.0.tar.gz' }),
    sha256: parsed(parseSha256, { example: '0'.repeat(64) }),
    format: z.enum(PACKAGE_FORMATS).optional(),
  })
  .transform(
    ({ format, ...object }): PublishedContent => ({
      kind: 'bucket',
      ...object,
      format: format ?? (object.key.endsWith('.zip') ? 'zip' : 'tar.gz'),
    }),
  );

const AddressContent = z
  .strictObject({
    source: parsed(parseSourceAddress, { example: 'git::https://example.com/x.git?ref=v1.2.3' }),
  })
  .transform(({ source }): PublishedContent => ({ kind: 'address', address: source }));

export function publishVersionRoute(app: ApiApp, deps: PublishVersionDeps): void {
  const route = declare({
    method: 'put',
    path: `${MODULE_PATH}/{version}`,
    operationId: 'publishVersion',
    summary: 'Publishes a version: all or nothing, and for ever',
    'x-access': 'upload',
    request: {
      params: WriteVersionPath,
      body: {
        required: true,
        content: {
          'application/json': { schema: z.union([StoredContent, BucketContent, AddressContent]) },
        },
      },
    },
    responses: {
      ...GUARDED,
      200: jsonAnswer('The same content is published already', VersionBody),
      201: jsonAnswer('Published', VersionBody),
      409: errorAnswer('The version exists with another content'),
      413: errorAnswer('The package is larger than this registry takes'),
    },
  });
  addRoute(app, route, deps.authenticate, async (c) => {
    const { version, ...id } = c.req.valid('param');
    const { created, record } = await deps.publishVersion({
      id,
      version,
      content: c.req.valid('json'),
      publisher: c.get('caller').principal,
    });
    return c.json(versionBody(record), created ? 201 : 200);
  });
}
