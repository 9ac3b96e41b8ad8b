import { detectFormat, readPackage } from '../../../src/archive/index.ts';
import { DEFAULT_PACKAGE_LIMITS, type PackageLimits } from '../../../src/index.ts';

/** Reads a package as a consumer would: paths (folders with `/`, executables with `*`) to text. */
export async function readAll(
  file: string,
  limits: Partial<PackageLimits> = {},
): Promise<Record<string, string>> {
  const read: Record<string, string> = {};
  const format = (await detectFormat(file)) ?? 'tar.gz';
  for await (const entry of readPackage(file, format, { ...DEFAULT_PACKAGE_LIMITS, ...limits })) {
    if (entry.kind === 'folder') {
      read[`${entry.path}/`] = '';
      continue;
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry.content) chunks.push(chunk);
    read[`${entry.path}${entry.executable ? '*' : ''}`] = Buffer.concat(chunks).toString();
  }
  return read;
}
