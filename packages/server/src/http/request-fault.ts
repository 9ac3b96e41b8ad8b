import type { IncomingMessage } from 'node:http';
import { isPlainPath, PATH_REFUSAL } from '@registry/http';

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * What is wrong with a request before any app may see it; a URL parser would silently mend some
 * of it. RFC 9112 §3.2: HTTP/1.1 has exactly one Host header.
 */
export function requestFault(incoming: IncomingMessage): string | undefined {
  const [path = ''] = (incoming.url ?? '').split('?', 1);
  if (!isPlainPath(path)) return PATH_REFUSAL;
  const hosts = incoming.headersDistinct['host'] ?? [];
  const mayBeMissing = incoming.httpVersion === '1.0' && hosts.length === 0;
  if (mayBeMissing || (hosts.length === 1 && HOST.test(hosts[0] ?? ''))) return undefined;
  return 'The Host header is missing or malformed.';
}
