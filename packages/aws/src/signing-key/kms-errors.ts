import {
  DisabledException,
  KeyUnavailableException,
  KMSInvalidStateException,
} from '@aws-sdk/client-kms';
import { UnavailableError } from '@registry/domain';
import { isServiceTrouble } from '../sdk-errors.ts';

/** Rethrows what KMS answered; trouble becomes an UnavailableError that says whose it is. */
export function translateKmsError(error: unknown): never {
  if (error instanceof DisabledException || error instanceof KMSInvalidStateException) {
    throw new UnavailableError(
      'The signing key is disabled or waits for its deletion; enable it in KMS, or deploy another.',
      { cause: error, retryAfterSeconds: 60 },
    );
  }
  if (error instanceof KeyUnavailableException || isServiceTrouble(error)) {
    throw new UnavailableError('The signing key does not answer now; try again.', {
      cause: error,
    });
  }
  throw error;
}
