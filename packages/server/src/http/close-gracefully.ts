import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/**
 * Watches the connections of `server`, and gives back how to close it: answers under way are
 * finished, however slowly they are read, and connections without one are closed at once. Node's
 * own closing waits for those that were opened and never used.
 */
export function closeGracefully(server: Server): () => Promise<void> {
  const connections = new Set<Socket>();
  const answers = new Map<Socket, ServerResponse>();
  let closing = false;

  // Behind TLS, requests come on the wrapped socket.
  const opening = server instanceof TlsServer ? 'secureConnection' : 'connection';
  server.on(opening, (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', ({ socket }, outgoing) => {
    answers.set(socket, outgoing);
    outgoing.shouldKeepAlive &&= !closing;
    outgoing.once('close', () => {
      if (answers.get(socket) !== outgoing) return;
      answers.delete(socket);
      if (closing) socket.destroySoon();
    });
  });

  return async () => {
    closing = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const outgoing of answers.values()) outgoing.shouldKeepAlive = false;
    for (const socket of connections) if (!answers.has(socket)) socket.destroy();
    await closed;
  };
}
