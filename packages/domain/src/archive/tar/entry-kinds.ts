import type { EntryKind } from '../entry-kind.ts';
import type { TarHeader } from './decode-header.ts';

const KINDS: Readonly<Record<string, EntryKind>> = {
  '\0': 'file',
  '0': 'file',
  '1': 'hard link',
  '2': 'symbolic link',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'named pipe',
  S: 'sparse file',
};

const FILE_TYPE_BITS = 0o170000;
const FILE_BITS = 0o100000;
const FOLDER_BITS = 0o040000;

/**
 * The kind of an entry whose effective name is `name`. The oldest writers mark folders by a slash;
 * a newer file with a slash is a file to some extractors and a folder to others.
 */
export function kindOf(header: TarHeader, name: string): EntryKind {
  const kind = KINDS[header.type] ?? 'unknown';
  if (kind !== 'file' || !name.endsWith('/')) return kind;
  return header.type === '\0' ? 'folder' : 'unknown';
}

/** Go takes a file's kind from these bits too; they must not say another than the type flag. */
export function modeAgrees(header: TarHeader, kind: EntryKind): boolean {
  const bits = header.mode & FILE_TYPE_BITS;
  return bits === 0 || bits === (kind === 'folder' ? FOLDER_BITS : FILE_BITS);
}
