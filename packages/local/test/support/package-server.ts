import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { parseSha256, RegistryError } from '@registry/domain';
import { createFilePackageStore, createPackageEndpoint, type DataFolder } from '../../src/index.ts';

const STATUS: Record<RegistryError['code'], number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unavailable: 503,
};

/** A file package store whose addresses are answered: its endpoint on a port of its own. */
export async function startPackageServer(
  folder: Pick<DataFolder, 'uploads' | 'packages'>,
  clock = () => new Date(),
) {
  const urlKey = randomBytes(32);
  const endpoint = createPackageEndpoint({ folder, urlKey, clock });
  const answer = async (request: Request): Promise<Response> => {
    try {
      const sha256 = new URL(request.url).pathname.split('/').at(-1) ?? '';
      return await endpoint(request, parseSha256(sha256));
    } catch (error) {
      const status = error instanceof RegistryError ? STATUS[error.code] : 500;
      return Response.json({ errors: [String(error)] }, { status });
    }
  };
  const server = createServer(getRequestListener(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const { port } = address;
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    packages: createFilePackageStore({ folder, urlKey, baseUrl }),
    port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
