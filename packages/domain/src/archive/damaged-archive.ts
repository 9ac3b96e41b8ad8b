import { InvalidError } from '../errors.ts';

/** The bytes are not the archive they should be. `what` completes "The archive …". */
export function damagedArchive(what: string, cause?: unknown): InvalidError {
  return new InvalidError(`The archive ${what}; pack it again.`, { cause });
}

/** Is this the operating system failing (disk, permissions), rather than the archive? */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
