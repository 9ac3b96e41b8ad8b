import { z } from '@hono/zod-openapi';
import {
  type ModuleId,
  PACKAGE_FORMATS,
  type PackageRef,
  parseSha256,
  type UploadTarget,
  type Version,
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

export interface UploadsDeps {
  readonly requestUpload: (
    id: ModuleId,
    version: Version,
    ref: PackageRef,
  ) => Promise<UploadTarget | null>;
  readonly authenticate: Authenticate;
}

/** A package by its content, in bodies of requests. */
export const PackageBody = z.strictObject({
  sha256: parsed(parseSha256, { example: '0'.repeat(64), description: 'hexadecimal' }),
  size: z.int().positive().openapi({ description: 'bytes, as packed' }),
  format: z.enum(PACKAGE_FORMATS),
});

const UploadBody = z
  .object({
    upload: z
      .object({
        method: z.literal('PUT'),
        url: z.string(),
        headers: z.record(z.string(), z.string()),
        expires_at: z.string(),
      })
      .nullable(),
  })
  .openapi('Upload');

export function uploadsRoute(app: ApiApp, deps: UploadsDeps): void {
  const route = declare({
    method: 'post',
    path: `${MODULE_PATH}/{version}/uploads`,
    operationId: 'requestUpload',
    summary: 'Where to PUT the package of a version',
    'x-access': 'upload',
    request: {
      params: WriteVersionPath,
      body: { required: true, content: { 'application/json': { schema: PackageBody } } },
    },
    responses: {
      ...GUARDED,
      200: jsonAnswer('That package is stored already; nothing to upload', UploadBody),
      201: jsonAnswer('Where to put it, with exactly these headers', UploadBody),
      409: errorAnswer('The version exists with another content'),
      413: errorAnswer('The package is larger than this registry takes'),
    },
  });
  addRoute(app, route, deps.authenticate, async (c) => {
    const { version, ...id } = c.req.valid('param');
    const upload = await deps.requestUpload(id, version, c.req.valid('json'));
    if (upload === null) return c.json({ upload }, 200);
    const { method, url, headers, expiresAt } = upload;
    return c.json(
      { upload: { method, url, headers: { ...headers }, expires_at: expiresAt.toISOString() } },
      201,
      { 'Cache-Control': 'no-store' },
    );
  });
}
