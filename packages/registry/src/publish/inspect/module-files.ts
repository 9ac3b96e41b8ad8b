import { InvalidError } from '@registry/domain';
import { type PackageEntry, type PackageFile, quoteName } from '@registry/domain/archive';

/** A file that Terraform or OpenTofu would read, and the READMEs beside them. */
export interface ModuleFile {
  /** The folder, relative to the package's root; empty for the root. */
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;
const README = /^readme\.md$/i;
// The root, and the folders directly under modules/: what the registry documents.
const DOCUMENTED_FOLDER = /^(?:modules\/[^/]+)?$/;
const MAX_FILE_BYTES = 5 * 1024 * 1024;
const MAX_TOTAL_BYTES = 20 * 1024 * 1024;

export function isConfiguration(name: string): boolean {
  return CONFIGURATION.test(name);
}

/**
 * The files of a package that say what the module is. Every entry is read, whether it is kept or
 * not, so that the archive is checked to its end. InvalidError for text that is too long or no
 * UTF-8.
 */
export async function collectModuleFiles(
  entries: AsyncIterable<PackageEntry>,
): Promise<ModuleFile[]> {
  const files: ModuleFile[] = [];
  let total = 0;
  for await (const entry of entries) {
    if (entry.kind !== 'file') continue;
    const slash = entry.path.lastIndexOf('/');
    const folder = slash === -1 ? '' : entry.path.slice(0, slash);
    const name = entry.path.slice(slash + 1);
    if (!DOCUMENTED_FOLDER.test(folder)) continue;
    if (!isConfiguration(name) && !README.test(name)) continue;
    total += entry.size;
    if (entry.size > MAX_FILE_BYTES || total > MAX_TOTAL_BYTES) {
      throw new InvalidError(
        `${quoteName(entry.path)} has too much text: at most ${MAX_FILE_BYTES} bytes in a file, ${MAX_TOTAL_BYTES} in all, are read.`,
      );
    }
    files.push({ folder, name, text: await readText(entry) });
  }
  return files.sort((a, b) => order(`${a.folder}/${a.name}`, `${b.folder}/${b.name}`));
}

async function readText(file: PackageFile): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    for await (const chunk of file.content) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new InvalidError(`${quoteName(file.path)} is not valid UTF-8.`, { cause });
  }
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
