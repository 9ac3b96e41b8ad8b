import { gunzipSync } from 'node:zlib';
import { z } from '@hono/zod-openapi';
import { listVersions, type ModuleReader } from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, errorAnswer } from '@registry/http';
import { GUARDED, jsonAnswer } from '../../schemas/answers.ts';
import { MODULE_PATH, ModulePath } from '../../schemas/module-path.ts';

const VersionList = z
  .object({
    modules: z.array(
      z.object({ source: z.string(), versions: z.array(z.object({ version: z.string() })) }),
    ),
  })
  .openapi('VersionList');

/** Module registry protocol, "List Available Versions": all of them always, newest first. */
export function listVersionsRoute(
  app: ApiApp,
  deps: { readonly modules: ModuleReader; readonly authenticate: Authenticate },
): void {
  const route = declare({
    method: 'get',
    path: `${MODULE_PATH}/versions`,
    operationId: 'listVersions',
    summary: 'Every version of a module, newest first',
    'x-access': 'download',
    request: { params: ModulePath },
    responses: {
      ...GUARDED,
      200: jsonAnswer('The versions', VersionList),
      304: { description: 'Nothing has changed since the `ETag` in `If-None-Match`' },
      404: errorAnswer('The module does not exist'),
    },
  });
  addRoute(app, route, deps.authenticate, async (c) => {
    const { body, etag } = await listVersions(deps.modules, c.req.valid('param'));
    // Plain responses, not the context's helpers: those make and copy a Headers object each time.
    const headers = { ETag: etag, 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding' };
    if (namesTag(c.req.header('if-none-match'), etag)) {
      return new Response(null, { status: 304, headers });
    }
    const json = { ...headers, 'Content-Type': 'application/json' };
    if (!acceptsGzip(c.req.header('accept-encoding'))) {
      return new Response(gunzipSync(body), { headers: json });
    }
    return new Response(viewOf(body), { headers: { ...json, 'Content-Encoding': 'gzip' } });
  });
}

/** RFC 9110 §13.1.2: weak comparison with any of the listed tags. */
function namesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const opaque = etag.replace(/^W\//, '');
  return header
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === opaque || tag === '*');
}

/** RFC 9110 §12.5.3, as far as it concerns gzip: named, or `*`, and not with `q=0`. */
function acceptsGzip(header: string | undefined): boolean {
  if (header === undefined) return false;
  const offers = header
    .toLowerCase()
    .split(',')
    .map((offer) => offer.trim().split(/\s*;\s*/));
  const offer = offers.find(([name]) => name === 'gzip') ?? offers.find(([name]) => name === '*');
  return offer !== undefined && !offer.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
}

/** The same bytes in the type that a Response takes; nothing is copied from where stores keep it. */
function viewOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  if (!(buffer instanceof ArrayBuffer)) return new Uint8Array(bytes);
  return new Uint8Array(buffer, byteOffset, byteLength);
}
