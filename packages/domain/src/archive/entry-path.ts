import { InvalidError } from '../errors.ts';
import { quoteName } from './quote-name.ts';

/** NAME_MAX of every file system the clients run on, in bytes. */
const MAX_SEGMENT_BYTES = 255;
/** PATH_MAX of macOS, the smallest of them apart from Windows, in bytes. */
const MAX_PATH_BYTES = 1024;
const MAX_DEPTH = 64;

/**
 * Where an entry of an archive lies in its package: segments joined by `/`, without `.` and empty
 * ones, which is where the clients extract it to; empty for the package's root itself.
 *
 * Throws an InvalidError for a name that could lead out of the package, or lead elsewhere on
 * another operating system.
 */
export function parseEntryPath(name: string): string {
  const fault = faultOf(name);
  if (fault !== undefined) throw new InvalidError(`The entry ${quoteName(name)} ${fault}`);
  return segmentsOf(name).join('/');
}

// `tar -C folder .` writes "./a", and `tar folder/.` writes "folder/./a".
function segmentsOf(name: string): string[] {
  return name.split('/').filter((segment) => segment !== '' && segment !== '.');
}

function faultOf(name: string): string | undefined {
  if (name === '') return 'has no name.';
  // Readers that stop at a NUL would see another name than those that do not.
  if (/\p{Cc}/u.test(name)) return 'has a control character in its name; rename it.';
  if (name.includes('\u{fffd}')) return 'has a name that is not valid UTF-8; rename it.';
  if (name.includes('\\')) {
    return 'has a backslash in its name, which separates folders on Windows; rename it.';
  }
  if (name.startsWith('/')) return 'has an absolute path; pack paths relative to the module.';
  if (/^[A-Za-z]:/.test(name)) return 'begins with a drive letter; pack relative paths.';
  const segments = segmentsOf(name);
  if (segments.includes('..')) return 'leads out of the package with "..".';
  // Windows drops dots and spaces at the end of a segment: ".. " is ".." there.
  if (segments.some((segment) => /^\.[. ]*$/.test(segment))) {
    return 'has a folder that Windows reads as "." or ".."; rename it.';
  }
  if (Buffer.byteLength(name) > MAX_PATH_BYTES) {
    return `has a name longer than ${MAX_PATH_BYTES} bytes; shorten it.`;
  }
  if (segments.some((segment) => Buffer.byteLength(segment) > MAX_SEGMENT_BYTES)) {
    return `has a file or folder name longer than ${MAX_SEGMENT_BYTES} bytes; shorten it.`;
  }
  if (segments.length > MAX_DEPTH) return `lies more than ${MAX_DEPTH} folders deep.`;
  return undefined;
}
