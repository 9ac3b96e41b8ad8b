import {
  type CancellationReason,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { type CommitResult, formatModuleId, InvalidError, type ModuleId } from '@registry/domain';
import { CONDITION_FAILED, CONFLICT, THROTTLED } from '../items/cancellation.ts';
import { tableUnavailable, translateTableError } from '../items/table-errors.ts';

const TOO_LARGE = /item size/i;

/** What a refused transaction of version, index and documentation (in this order) means. */
export function outcomeOfRefusal(error: unknown, id: ModuleId): Exclude<CommitResult, 'committed'> {
  if (!(error instanceof TransactionCanceledException)) {
    if (isTooLarge(error)) throw tooManyVersions(id, error);
    return translateTableError(error);
  }
  const reasons = error.CancellationReasons ?? [];
  const [version, index] = reasons;
  if (version?.Code === CONDITION_FAILED) return 'version_changed';
  if (index?.Code === CONDITION_FAILED) return 'index_changed';
  if (reasons.some(({ Code }) => Code === CONFLICT)) return 'index_changed';
  if (reasons.some(({ Code = '' }) => THROTTLED.includes(Code))) throw tableUnavailable(error);
  if (reasons.some(isTooLargeReason)) throw tooManyVersions(id, error);
  throw error;
}

function isTooLarge(error: unknown): error is Error {
  return (
    error instanceof DynamoDBServiceException &&
    error.name === 'ValidationException' &&
    TOO_LARGE.test(error.message)
  );
}

function isTooLargeReason({ Code, Message = '' }: CancellationReason): boolean {
  return Code === 'ValidationError' && TOO_LARGE.test(Message);
}

/** Only the index grows without a bound of its own; documentation is refused before it is sent. */
function tooManyVersions(id: ModuleId, cause: Error): InvalidError {
  return new InvalidError(
    `The module ${formatModuleId(id)} has too many versions for one index of 400 KB; publish the next ones under another name.`,
    { cause },
  );
}
