import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Watches the connections of `server`, and gives back how to close it: answers under way are
 * finished, however slowly they are read, and connections without one are closed at once. Node's
 * own closing waits for those that were opened and never used.
 */
export function closeGracefully(server: Server): () => Promise<void> {
  const connections = new Map<string, Socket>();
  const answers = new Map<string, ServerResponse>();
  let closing = false;

  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    connections.set(peer, socket);
    socket.once('close', () => connections.delete(peer));
  });
  server.on('request', ({ socket }, outgoing) => {
    const peer = peerOf(socket);
    answers.set(peer, outgoing);
    outgoing.once('close', () => {
      // Another request may have followed on the same connection already.
      if (answers.get(peer) !== outgoing) return;
      answers.delete(peer);
      if (closing) socket.destroySoon();
    });
  });

  return async () => {
    closing = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const outgoing of answers.values()) outgoing.shouldKeepAlive = false;
    for (const [peer, socket] of connections) if (!answers.has(peer)) socket.destroy();
    await closed;
  };
}

// Names a connection whether we see it bare or, where requests come, with TLS around it.
function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}
