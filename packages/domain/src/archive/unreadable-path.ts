import { InvalidError } from '../errors.ts';
import { quoteName } from './quote-name.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is not a folder',
};

/** A path of the publisher's own that cannot be read, as a sentence; other errors as they are. */
export function unreadable(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = typeof code === 'string' ? REASONS[code] : undefined;
  if (reason === undefined) return error;
  return new InvalidError(`Cannot read ${quoteName(path)}: ${reason}.`, { cause: error });
}
