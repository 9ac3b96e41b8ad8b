import type { EdgeContext } from '../api-env.ts';
import { isPlainPath, PATH_REFUSAL } from '../request-path.ts';
import type { RawRequest } from './event.ts';

// Nothing here depends on the Host header, so it is never made part of a URL.
const ORIGIN = 'https://registry.invalid';
// Where no app has a route, as it is no plain path itself: a refused request still gets its
// answer, its id and its log line from the app.
const NOWHERE = `${ORIGIN}//`;

/** The request for an app, or one that it will refuse: never an exception, whatever was sent. */
export function toRequest(
  raw: RawRequest,
  basePath: string,
): { readonly request: Request; readonly edge: EdgeContext } {
  if (!isPlainPath(raw.path)) return refused(raw, PATH_REFUSAL);
  const path = raw.path.startsWith(`${basePath}/`) ? raw.path.slice(basePath.length) : raw.path;
  const { method, headers } = raw;
  const body = method === 'GET' || method === 'HEAD' ? undefined : raw.body;
  try {
    const url = `${ORIGIN}${path}${raw.query === '' ? '' : `?${raw.query}`}`;
    return {
      request: new Request(url, { method, headers, ...(body && { body }) }),
      edge: raw.edge,
    };
  } catch (error) {
    // The methods that the platform does not take: CONNECT, TRACE and TRACK.
    if (!(error instanceof TypeError)) throw error;
    return refused({ ...raw, method: 'GET' }, 'The method of the request is not served.');
  }
}

function refused({ method, edge }: RawRequest, refusal: string) {
  return { request: new Request(NOWHERE, { method }), edge: { ...edge, refusal } };
}
