import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Gateway } from './gateway.ts';
import { MAX_PAYLOAD_BYTES } from './limits.ts';
import type { Mount } from './mount.ts';
import type { ClientAnswer, ClientRequest, Origin, Pairs } from './request.ts';

export interface Listener {
  /** `https://127.0.0.1:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves one address of an API over TLS, on a free port of 127.0.0.1. Who asks there is taken to
 * be at `origin`, where that is given.
 */
export async function listen(
  gateway: Gateway,
  mount: Mount,
  certificate: { readonly cert: string; readonly key: string },
  origin?: Origin,
): Promise<Listener> {
  // Node's own limit lies above the gateway's, which has an answer of its own.
  const placed: Gateway = (at, request) => gateway(at, { ...request, ...origin });
  const server = createServer(
    // Nobody hangs up on a client that pauses and is about to ask again.
    { ...certificate, maxHeaderSize: 256 * 1024, keepAliveTimeout: 60_000 },
    (request, response) => {
      answer(placed, mount, request, response).catch((error: Error) => {
        // A fault of this stand-in, not of what is tested: it must not look like an answer.
        console.error(error);
        response.destroy(error);
      });
    },
  );
  // The gateway counts their bytes.
  server.maxHeadersCount = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the gateway has no port');
  return {
    origin: `https://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  gateway: Gateway,
  mount: Mount,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await read(incoming);
  if (request === undefined) return;
  // What is left of a body that is too long is taken and not kept, so that the answer is heard.
  if (!incoming.complete) response.setHeader('Connection', 'close');
  incoming.resume();
  send(response, await gateway(mount, request), incoming.method === 'HEAD');
}

/** Undefined where the client hung up; at most one byte more than the gateway takes is kept. */
async function read(incoming: IncomingMessage): Promise<ClientRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      chunks.push(chunk);
      if (size > MAX_PAYLOAD_BYTES) break;
    }
  } catch {
    return undefined;
  }
  const [path = '', ...query] = (incoming.url ?? '').split('?');
  return {
    method: incoming.method ?? 'GET',
    path,
    query: query.join('?'),
    headers: pairsOf(incoming.rawHeaders),
    body: Buffer.concat(chunks),
    sourceIp: incoming.socket.remoteAddress ?? '',
  };
}

function pairsOf(raw: readonly string[]): Pairs {
  return raw.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, Buffer.from(raw[index + 1] ?? '', 'latin1').toString('utf8')]] : [],
  );
}

function send(response: ServerResponse, { status, headers, body }: ClientAnswer, isHead: boolean) {
  const several = new Map<string, string[]>();
  for (const [name, value] of headers) several.set(name, [...(several.get(name) ?? []), value]);
  for (const [name, values] of several) response.setHeader(name, values);
  response.setHeader('Content-Length', body.byteLength);
  response.writeHead(status);
  response.end(isHead ? '' : body);
}
