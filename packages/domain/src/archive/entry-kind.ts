import { InvalidError } from '../errors.ts';
import { quoteName } from './quote-name.ts';

/** What an archive says an entry is. Only the first two may be in a package. */
export type EntryKind =
  | 'file'
  | 'folder'
  | 'symbolic link'
  | 'hard link'
  | 'device'
  | 'named pipe'
  | 'socket'
  | 'sparse file'
  | 'unknown';

/**
 * Links could point out of the package when the clients extract it (they follow them), and the
 * others are no content. Throws an InvalidError that says how to go on.
 */
export function requireContentKind(name: string, kind: EntryKind): 'file' | 'folder' {
  if (kind === 'file' || kind === 'folder') return kind;
  const what = kind === 'unknown' ? 'an entry of an unknown kind' : `a ${kind}`;
  const remedy = kind.endsWith('link')
    ? 'replace it by a copy of what it points to, or leave it out'
    : 'leave it out';
  throw new InvalidError(`The entry ${quoteName(name)} is ${what}; ${remedy}.`);
}
