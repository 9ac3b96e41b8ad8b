import { GatewayFault } from './gateway-response.ts';
import type { ClientRequest } from './request.ts';

/** "Quotas for configuring and running a REST API". */
export const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;
const MAX_HEADER_BYTES = 10_240;

/** The request line and the values of the headers are counted together. */
export function requireSizes({ method, path, query, headers, body }: ClientRequest): void {
  if (body.byteLength > MAX_PAYLOAD_BYTES) {
    throw new GatewayFault('REQUEST_TOO_LARGE', 'Request Too Long');
  }
  const line = `${method} ${path}?${query} HTTP/1.1`;
  const size = headers.reduce((sum, [, value]) => sum + value.length, line.length);
  if (size > MAX_HEADER_BYTES) {
    throw new GatewayFault('DEFAULT_4XX', 'Request Header Fields Too Large', { status: 431 });
  }
}
