import type { Entry } from 'yauzl';
import { InvalidError } from '../../errors.ts';
import { decodeBytes } from '../decode-name.ts';
import type { EntryKind } from '../entry-kind.ts';
import { parseEntryPath } from '../entry-path.ts';
import { quoteName } from '../quote-name.ts';

// stat(2) file types, which Unix writers keep in the upper half of the external attributes.
const KINDS: ReadonlyMap<number, EntryKind> = new Map([
  [0o010000, 'named pipe'],
  [0o020000, 'device'],
  [0o040000, 'folder'],
  [0o060000, 'device'],
  [0o100000, 'file'],
  [0o120000, 'symbolic link'],
  [0o140000, 'socket'],
]);

const MADE_BY_UNIX = [3, 19];
const MADE_BY_DOS = [0, 11, 14];
const DOS_FOLDER = 0x10;
const STORED = 0;
const DEFLATED = 8;
/** Info-ZIP's Unicode Path Extra Field (APPNOTE.TXT §4.6.9). */
const UNICODE_PATH = 0x7075;

export function nameOf(entry: Entry): string {
  return decodeBytes(entry.fileNameRaw);
}

export function kindOf(entry: Entry): EntryKind {
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  const kind = type === 0 ? 'file' : (KINDS.get(type) ?? 'unknown');
  const isFolder = nameOf(entry).endsWith('/') || isDosFolder(entry);
  return kind === 'file' && isFolder ? 'folder' : kind;
}

function isDosFolder(entry: Entry): boolean {
  return (
    MADE_BY_DOS.includes(entry.versionMadeBy >>> 8) &&
    (entry.externalFileAttributes & DOS_FOLDER) !== 0
  );
}

export function isExecutable(entry: Entry): boolean {
  return (
    MADE_BY_UNIX.includes(entry.versionMadeBy >>> 8) &&
    ((entry.externalFileAttributes >>> 16) & 0o100) !== 0
  );
}

/** What is wrong with an entry beyond its name and kind, as sentences. */
export function faultsOf(entry: Entry): string[] {
  const name = quoteName(nameOf(entry));
  const faults: string[] = [];
  if (entry.isEncrypted())
    faults.push(`The entry ${name} is encrypted; pack it without a password.`);
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    faults.push(`The entry ${name} is compressed in a way that clients cannot read; use deflate.`);
  }
  if (kindOf(entry) === 'folder' && entry.uncompressedSize > 0) {
    faults.push(`The entry ${name} is a folder with content.`);
  }
  return [...faults, ...unicodePathFaults(entry)];
}

/** Some extractors prefer this name to the other, so it must keep the rules as well. */
function unicodePathFaults(entry: Entry): string[] {
  return entry.extraFields
    .filter((field) => field.id === UNICODE_PATH)
    .flatMap((field) => {
      try {
        parseEntryPath(decodeBytes(field.data.subarray(5)));
        return [];
      } catch (error) {
        if (error instanceof InvalidError) return error.faults;
        throw error;
      }
    });
}
