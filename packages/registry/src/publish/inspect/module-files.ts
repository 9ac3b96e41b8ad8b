import type { PackageEntry, PackageFile } from '@registry/domain/archive';
import { quoteName } from '@registry/domain/archive';
import { type ConfigurationFile, isConfiguration } from './configuration-file.ts';
import { type Readme, ReadmeReader } from './readme.ts';

/** The files of a package that say what the module is. */
export interface ModuleFiles {
  /** Sorted by folder and name. */
  readonly configuration: readonly ConfigurationFile[];
  /** By folder. */
  readonly readmes: ReadonlyMap<string, Readme>;
  /** What keeps configuration files from being read, a sentence each. */
  readonly faults: readonly string[];
  /** A folder with configuration somewhere else than a module has it; undefined if there is none. */
  readonly strayFolder: string | undefined;
}

// The root, and the folders directly under modules/: what the registry documents.
const DOCUMENTED_FOLDER = /^(?:modules\/[^/]+)?$/;
const README = /^readme\.md$/i;
/** Some generated files come near this; the parser needs hundreds of bytes for each. */
const MAX_FILE_BYTES = 1024 * 1024;
const MAX_TOTAL_BYTES = 8 * MAX_FILE_BYTES;

/** Picks them while the package is read to its end. Throws what `entries` throws. */
export async function collectModuleFiles(
  entries: AsyncIterable<PackageEntry>,
): Promise<ModuleFiles> {
  const configuration: ConfigurationFile[] = [];
  const readmes = new Map<string, Readme>();
  const reader = new ReadmeReader();
  const faults: string[] = [];
  let strayFolder: string | undefined;
  let total = 0;
  for await (const entry of entries) {
    if (entry.kind !== 'file') continue;
    const { folder, name } = splitPath(entry.path);
    if (!DOCUMENTED_FOLDER.test(folder)) {
      if (isConfiguration(name)) strayFolder ??= folder;
    } else if (README.test(name)) {
      readmes.set(folder, await reader.read(entry.content));
    } else if (isConfiguration(name)) {
      total += entry.size;
      const text = total > MAX_TOTAL_BYTES ? TOO_MUCH : await readText(entry);
      if (typeof text === 'string') configuration.push({ folder, name, text });
      else faults.push(`${quoteName(entry.path)} ${text.fault}`);
    }
  }
  configuration.sort((a, b) => compare(a.folder, b.folder) || compare(a.name, b.name));
  return { configuration, readmes, faults, strayFolder };
}

interface Unread {
  readonly fault: string;
}

const TOO_MUCH: Unread = {
  fault: `is beyond the ${MAX_TOTAL_BYTES / MAX_FILE_BYTES} MiB of configuration that a module may have; split the module.`,
};
const TOO_LARGE: Unread = { fault: 'is larger than 1 MiB; split the file.' };
const NOT_UTF8: Unread = { fault: 'is not valid UTF-8; save it as such.' };

async function readText(file: PackageFile): Promise<string | Unread> {
  if (file.size > MAX_FILE_BYTES) return TOO_LARGE;
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.content) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  // The parsers decide about a byte order mark.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return NOT_UTF8;
    throw error;
  }
}

function splitPath(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
