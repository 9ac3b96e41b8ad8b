import { UnavailableError } from '@registry/domain';
import { isServiceTrouble } from '../sdk-errors.ts';

/** Rethrows what the table answered instead of an item; trouble becomes an UnavailableError. */
export function translateTableError(error: unknown): never {
  throw isServiceTrouble(error) ? tableUnavailable(error) : error;
}

export function tableUnavailable(cause: Error): UnavailableError {
  return new UnavailableError("The registry's table does not answer now; try again.", { cause });
}
