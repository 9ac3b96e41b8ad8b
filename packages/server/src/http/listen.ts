import type { Server } from 'node:http';
import { ConfigError } from '../config.ts';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'it is in use; stop what runs there, or set PORT to another port (0 = any free one)',
  EACCES: 'that needs more rights; set PORT to 1024 or above',
  EADDRNOTAVAIL: 'this machine has no such address; set HOST to one that it has',
  ENOTFOUND: 'there is no such host; set HOST to an address of this machine',
};

/** Listens and returns `host:port` as it stands in URLs; ConfigError where that cannot be done. */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = REASONS[cause.code ?? ''] ?? cause.message;
      reject(new ConfigError(`Cannot listen on ${host}:${port}: ${reason}.`, { cause }));
    });
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) return `${host}:${port}`;
  // The clients take no host without a dot for a registry, "localhost" least of all.
  const name = /[.:]/.test(host) ? host : address.address;
  return `${name.includes(':') ? `[${name}]` : name}:${address.port}`;
}
