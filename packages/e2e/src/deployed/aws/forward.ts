import { once } from 'node:events';
import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import type { AwsRequest } from './aws-request.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 128 });

/**
 * Sends `request` to the engine at `endpoint` as it came, the Host header too: signatures are
 * made for it. It is sent again, `attempts` times in all, where the connection breaks without an
 * answer: an engine that refuses a long body early closes on it, and its answer may be lost then.
 */
export async function forward(
  endpoint: string,
  target: string,
  request: AwsRequest,
  attempts: number,
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(endpoint);
  const { connection: _, 'transfer-encoding': __, expect: ___, ...kept } = request.headers;
  const { method, body } = request;
  const headers: OutgoingHttpHeaders =
    body.byteLength > 0 ? { ...kept, 'content-length': body.byteLength } : kept;
  const outgoing = httpRequest({ agent, hostname, port, method, path: target, headers });
  // What goes wrong after the answer concerns nobody.
  outgoing.on('error', () => {});
  outgoing.end(body);
  try {
    const [incoming] = await once(outgoing, 'response');
    return incoming;
  } catch (error) {
    // On a connection that was kept and had been closed nobody has read anything.
    if (outgoing.reusedSocket) return forward(endpoint, target, request, attempts);
    if (attempts > 1) return forward(endpoint, target, request, attempts - 1);
    throw error;
  }
}

/** DynamoDB Local keeps a database for each access key; here all are to share one. */
export function asOneUser(request: AwsRequest): AwsRequest {
  const { authorization = '', 'x-amz-security-token': _, ...headers } = request.headers;
  const shared = authorization.replace(/Credential=[^/]+\//, 'Credential=test/');
  return { ...request, headers: { ...headers, authorization: shared } };
}
