import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { packFolder } from '@registry/domain/archive';
import { ZipFile } from 'yazl';

/** Files by their path in the module. */
export type ModuleFiles = Readonly<Record<string, string | Uint8Array>>;

/** A module, packed. */
export interface Package {
  readonly bytes: Buffer;
  /** What publishing is told of it. */
  readonly content: {
    readonly sha256: string;
    readonly size: number;
    readonly format: 'tar.gz' | 'zip';
  };
}

/** A module that gives out `value`, so that a client can tell which one it got. */
export function moduleFiles(value: string): ModuleFiles {
  return { 'main.tf': `output "value" {\n  value = "${value}"\n}\n` };
}

/** Packs as `registry-cli` does. */
export async function packTarGz(files: ModuleFiles): Promise<Package> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-module-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder, 'module', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    const packed = join(folder, 'package.tar.gz');
    await packFolder(join(folder, 'module'), packed);
    return toPackage(await readFile(packed), 'tar.gz');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Packs as people do by hand. */
export async function packZip(files: ModuleFiles): Promise<Package> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return toPackage(await buffer(zip.outputStream), 'zip');
}

export function toPackage(bytes: Buffer, format: 'tar.gz' | 'zip'): Package {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, content: { sha256, size: bytes.byteLength, format } };
}
