import { once } from 'node:events';
import { createServer } from 'node:net';

/** A server that no registry may reach, at 127.0.0.1, and how often somebody tried. */
export async function startCanary() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The canary has no port.');
  return {
    port: address.port,
    connections: () => connections,
    stop: () => new Promise((closed) => server.close(closed)),
  };
}

/** Ways to say where only the registry itself can reach. */
export const PRIVATE_HOSTS = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0.0.0.0', '[::1]', '[::]'],
  ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', 'localhost', 'localhost.'],
  ...['169.254.169.254', '[fd00:ec2::254]', '10.0.0.1', '192.168.0.1', '100.64.0.1'],
] as const;
