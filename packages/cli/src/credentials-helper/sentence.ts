import { fileSystemSentence } from '../file-system-errors.ts';
import { HelperError } from './helper-arguments.ts';

/** What went wrong, for the client to show: it prints what the helper says on stderr as it is. */
export function sentenceOf(error: unknown): string {
  if (error instanceof HelperError) return error.message;
  if (!(error instanceof Error)) return 'The credentials helper failed; please report it.';
  return fileSystemSentence(error) ?? `The credentials helper failed (${error.message}).`;
}
