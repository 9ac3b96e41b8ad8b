import type { ApiApp } from '../api-env.ts';
import { type HttpEvent, readEvent } from './event.ts';
import { type HttpResult, writeResult } from './result.ts';
import { toRequest } from './to-request.ts';

/**
 * The handler of a function whose app answers HTTP. `basePath` is what a custom domain puts in
 * front of our paths, e.g. `/registry`; empty for none.
 */
export function createHttpHandler(
  app: ApiApp,
  { basePath }: { readonly basePath: string },
): (event: HttpEvent) => Promise<HttpResult> {
  return async (event) => {
    const { request, edge } = toRequest(readEvent(event), basePath);
    return writeResult(event, await app.fetch(request, { edge }));
  };
}
