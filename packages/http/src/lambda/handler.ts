import type { ApiApp } from '../api-env.ts';
import { isPlainPath, PATH_REFUSAL } from '../request-path.ts';
import { type HttpEvent, type RawRequest, readEvent } from './event.ts';
import { type HttpResult, writeResult } from './result.ts';

// Nothing here depends on the Host header, so it is never made part of a URL.
const ORIGIN = 'https://registry.invalid';

/**
 * The handler of a function whose app answers HTTP. `basePath` is what a custom domain puts in
 * front of our paths, e.g. `/registry`; empty for none.
 */
export function createHttpHandler(
  app: ApiApp,
  { basePath }: { readonly basePath: string },
): (event: HttpEvent) => Promise<HttpResult> {
  return async (event) => writeResult(event, await answer(app, readEvent(event), basePath));
}

async function answer(app: ApiApp, raw: RawRequest, basePath: string): Promise<Response> {
  if (!isPlainPath(raw.path)) return Response.json({ errors: [PATH_REFUSAL] }, { status: 400 });
  const path = raw.path.startsWith(`${basePath}/`) ? raw.path.slice(basePath.length) : raw.path;
  const url = `${ORIGIN}${path}${raw.query === '' ? '' : `?${raw.query}`}`;
  const { method, headers } = raw;
  const body = method === 'GET' || method === 'HEAD' ? undefined : raw.body;
  const request = new Request(url, { method, headers, ...(body && { body }) });
  return app.fetch(request, { edge: raw.edge });
}
