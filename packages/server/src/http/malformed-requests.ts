import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '@registry/http';
import { rawRefusal, refuse } from './refuse.ts';

const FAULTS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The chunk extensions are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};
const MALFORMED = [400, 'The request is not valid HTTP.'] as const;

// Long enough for the answer to arrive before the connection is cut with unread bytes in it.
const GRACE_MS = 500;

/** Answers what Node would answer without a body: requests that do not parse, and such. */
export function refuseMalformed(server: Server, logger: Logger): void {
  const cutOff = (socket: Duplex, status: number, message: string) => {
    if (!socket.writable) return void socket.destroy();
    logger.info({ status }, 'request refused');
    socket.end(rawRefusal(status, message));
    setTimeout(() => socket.destroy(), GRACE_MS).unref();
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A connection that broke off is nobody's request.
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return void socket.destroy();
    cutOff(socket, ...(FAULTS[error.code ?? ''] ?? MALFORMED));
  });
  server.on('connect', (_, socket) => cutOff(socket, 400, 'This is no proxy.'));
  server.on('checkExpectation', (_, outgoing) => {
    logger.info({ status: 417 }, 'request refused');
    refuse(outgoing, 417, 'The only expectation that is met is 100-continue.');
  });
}
