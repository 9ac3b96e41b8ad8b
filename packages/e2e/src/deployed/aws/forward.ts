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
 * made for it.
 */
export async function forward(
  endpoint: string,
  target: string,
  { method, headers, body }: AwsRequest,
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(endpoint);
  const { connection: _, 'transfer-encoding': __, expect: ___, ...kept } = headers;
  const sent: OutgoingHttpHeaders =
    body.byteLength > 0 ? { ...kept, 'content-length': body.byteLength } : kept;
  const outgoing = httpRequest({ agent, hostname, port, method, path: target, headers: sent });
  outgoing.end(body);
  const [incoming] = await once(outgoing, 'response');
  return incoming;
}

/** DynamoDB Local keeps a database for each access key; here all are to share one. */
export function asOneUser(request: AwsRequest): AwsRequest {
  const { authorization = '', 'x-amz-security-token': _, ...headers } = request.headers;
  const shared = authorization.replace(/Credential=[^/]+\//, 'Credential=test/');
  return { ...request, headers: { ...headers, authorization: shared } };
}
