import { open } from 'node:fs/promises';
import type { PackageFormat } from '../values/package.ts';

/**
 * The archive kind by the first bytes (RFC 1952 §2.3.1; APPNOTE.TXT §4.3.7 and, for an empty zip,
 * §4.3.16); undefined for anything else. Errors are those of the file system.
 */
export async function detectFormat(file: string): Promise<PackageFormat | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const magic = buffer.toString('latin1', 0, bytesRead);
    if (magic.startsWith('\x1f\x8b')) return 'tar.gz';
    if (magic === 'PK\x03\x04' || magic === 'PK\x05\x06') return 'zip';
    return undefined;
  } finally {
    await handle.close();
  }
}
