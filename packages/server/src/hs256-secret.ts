import { readFile } from 'node:fs/promises';
import { parseHs256Secret } from '@registry/domain/tokens';
import { ConfigError, type ServerConfig } from './config.ts';

/**
 * Reads the secret of HS256 tokens from its file, where they are switched on; looks into it once
 * before the server starts. ConfigError where it cannot be used.
 */
export async function openHs256Secret({
  waysIn,
  hs256: { secretFile },
}: Pick<ServerConfig, 'waysIn' | 'hs256'>): Promise<() => Promise<string>> {
  const read = () => readFile(secretFile, 'utf8');
  if (!waysIn.includes('hs256')) return read;
  if (secretFile === '') {
    throw new ConfigError('HS256_SECRET_FILE: must be set for hs256 in WAYS_IN.');
  }
  const secret = await read().catch((cause: unknown) => {
    throw new ConfigError(`HS256_SECRET_FILE: ${secretFile} cannot be read.`, { cause });
  });
  try {
    parseHs256Secret(secret);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new ConfigError(`HS256_SECRET_FILE: ${secretFile} cannot be used. ${reason}`, { cause });
  }
  return read;
}
