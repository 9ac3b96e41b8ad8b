import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { ConfigError, type ServerConfig } from '../config.ts';

// Nobody needs longer to shake hands.
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** An https server; ConfigError where certificate or key cannot be used. */
export async function createSecureServer(
  { certFile, keyFile }: NonNullable<ServerConfig['tls']>,
  options: ServerOptions,
): Promise<Server> {
  const [cert, key] = await Promise.all([read(certFile), read(keyFile)]);
  try {
    return createServer({ ...options, cert, key, handshakeTimeout: HANDSHAKE_TIMEOUT_MS });
  } catch (cause) {
    throw new ConfigError(`${certFile} and ${keyFile} are no certificate and its key.`, { cause });
  }
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ConfigError(`The TLS file ${file} cannot be read.`, { cause });
  }
}
