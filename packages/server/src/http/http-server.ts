import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { EdgeContext, Logger } from '@registry/http';
import type { ServerConfig } from '../config.ts';
import { closeGracefully } from './close-gracefully.ts';
import { listen } from './listen.ts';
import { refuseMalformed } from './malformed-requests.ts';
import { refuse } from './refuse.ts';
import { requestFault } from './request-fault.ts';
import { createSecureServer } from './secure-server.ts';
import { seenFrom } from './seen-from.ts';

type Fetch = (request: Request, env: { edge: EdgeContext }) => Response | Promise<Response>;

export interface HttpServer {
  /** What clients call us; no slash at the end. */
  readonly baseUrl: string;
  /** To be called at once, before the event loop turns: a request may be waiting. */
  serve(fetch: Fetch): void;
  /** Lets the requests in flight finish, downloads too, and takes no new ones. */
  stop(): Promise<void>;
}

// A large package over a slow line takes its time; Node would hang up after five minutes.
const REQUEST_TIMEOUT_MS = 60 * 60 * 1000;

/** Listens; ConfigError where that cannot be done. */
export async function openHttpServer(
  config: Pick<ServerConfig, 'host' | 'port' | 'publicUrl' | 'tls'>,
  logger: Logger,
): Promise<HttpServer> {
  // Node's own refusal of a request without Host has no body; requestFault has one.
  const options = { requestTimeout: REQUEST_TIMEOUT_MS, requireHostHeader: false };
  const server = config.tls ? await createSecureServer(config.tls, options) : createServer(options);
  const stop = closeGracefully(server);
  refuseMalformed(server, logger);
  const authority = await listen(server, config);
  const baseUrl = config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${authority}`;
  return { baseUrl, serve: (fetch) => serve(server, fetch, logger), stop };
}

function serve(server: Server, fetch: Fetch, logger: Logger): void {
  // HTTP/1.0 may come without Host, and nothing of ours depends on it.
  const answer = getRequestListener(
    (request, { incoming }) => fetch(request, { edge: seenFrom(incoming.socket) }),
    { hostname: 'registry.invalid' },
  );
  server.on('request', (incoming, outgoing) => {
    const fault = requestFault(incoming);
    if (fault === undefined) return void answer(incoming, outgoing);
    logger.info({ method: incoming.method, status: 400 }, 'request refused');
    refuse(outgoing, 400, fault);
  });
}
