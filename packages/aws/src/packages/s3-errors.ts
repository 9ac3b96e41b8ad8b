import { NotFoundError, UnavailableError } from '@registry/domain';
import { isServiceTrouble, statusOf } from '../sdk-errors.ts';

/** HEAD has no body to name its error in, so the status has to do for all of them. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Rethrows what S3 answered; trouble becomes an UnavailableError, a 404 a NotFoundError. */
export function translateS3Error(error: unknown): never {
  if (isServiceTrouble(error)) {
    throw new UnavailableError('The store of packages does not answer now; try again.', {
      cause: error,
    });
  }
  if (isMissing(error)) {
    throw new NotFoundError('The package is not there any more.', { cause: error });
  }
  throw error;
}
