import { UnauthenticatedError } from '@registry/domain';

/** The proof does not hold; `message` says what is wrong and what to do. */
export function notProven(message: string, cause?: unknown): UnauthenticatedError {
  return new UnauthenticatedError('invalid_token', message, { cause });
}
