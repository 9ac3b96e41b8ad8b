import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { isPlainPath, PATH_REFUSAL } from '@registry/http';
import { ConfigError, type ServerConfig } from './config.ts';

type Fetch = (request: Request) => Response | Promise<Response>;

export interface HttpServer {
  /** What clients call us; no slash at the end. */
  readonly baseUrl: string;
  /** To be called at once, before the event loop turns: a request may be waiting. */
  serve(fetch: Fetch): void;
  /** Lets the requests in flight finish, downloads too, and takes no new ones. */
  stop(): Promise<void>;
}

/** Listens; ConfigError where that cannot be done. */
export async function openHttpServer(
  config: Pick<ServerConfig, 'host' | 'port' | 'publicUrl' | 'tls'>,
): Promise<HttpServer> {
  const server = config.tls ? await createSecureServer(config.tls) : createServer();
  const port = await listen(server, config);
  const name = config.host.includes(':') ? `[${config.host}]` : config.host;
  const baseUrl = config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${name}:${port}`;
  return { baseUrl, serve: (fetch) => serve(server, fetch), stop: () => stop(server) };
}

function serve(server: Server, fetch: Fetch): void {
  const answer = getRequestListener(fetch, {
    hostname: 'registry.invalid',
    errorHandler: () => refusal(400, 'The request is malformed.'),
  });
  server.on('request', (incoming, outgoing) => {
    const [path = ''] = (incoming.url ?? '').split('?', 1);
    if (isPlainPath(path)) return void answer(incoming, outgoing);
    const body = JSON.stringify({ errors: [PATH_REFUSAL] });
    outgoing.writeHead(400, { 'Content-Type': 'application/json' }).end(body);
  });
}

function refusal(status: number, message: string): Response {
  return Response.json({ errors: [message] }, { status });
}

async function createSecureServer(tls: NonNullable<ServerConfig['tls']>): Promise<Server> {
  const read = (file: string) =>
    readFile(file).catch((cause) => {
      throw new ConfigError(`The TLS file ${file} cannot be read.`, { cause });
    });
  const [cert, key] = await Promise.all([read(tls.certFile), read(tls.keyFile)]);
  try {
    return createTlsServer({ cert, key });
  } catch (cause) {
    throw new ConfigError(`${tls.certFile} and ${tls.keyFile} are no certificate and its key.`, {
      cause,
    });
  }
}

async function listen(server: Server, { host, port }: { host: string; port: number }) {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE:
          'it is in use; stop what runs there, or set PORT to another port (0 = any free one)',
        EACCES: 'that needs more rights; set PORT to 1024 or above',
        EADDRNOTAVAIL: 'this machine has no such address; set HOST to one that it has',
        ENOTFOUND: 'there is no such host; set HOST to an address of this machine',
      };
      const reason = reasons[cause.code ?? ''] ?? cause.message;
      reject(new ConfigError(`Cannot listen on ${host}:${port}: ${reason}.`, { cause }));
    });
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  return isAddressInfo(address) ? address.port : port;
}

function isAddressInfo(address: AddressInfo | string | null): address is AddressInfo {
  return address !== null && typeof address === 'object';
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    // A connection whose request was in flight is idle only once that is answered.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
