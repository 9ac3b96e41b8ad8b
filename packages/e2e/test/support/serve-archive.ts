import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

/** Some web server that has an archive; its address, until the test is over. */
export async function serveArchive(bytes: Uint8Array, path: string): Promise<string> {
  const [pathname] = path.split('?');
  const server = createServer((request, response) => {
    const isThere = request.url?.split('?')[0] === pathname;
    response.writeHead(isThere ? 200 : 404).end(isThere ? bytes : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}${path}`;
}
