import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { CONDITION_FAILED, CONFLICT, THROTTLED } from '../items/cancellation.ts';
import { tableUnavailable, translateTableError } from '../items/table-errors.ts';

/** What a refused transaction of records means; throws where it is no answer to what was asked. */
export function outcomeOfRefusal(error: unknown): 'changed' {
  if (!(error instanceof TransactionCanceledException)) return translateTableError(error);
  const codes = (error.CancellationReasons ?? []).map(({ Code = '' }) => Code);
  if (codes.some((code) => code === CONDITION_FAILED || code === CONFLICT)) return 'changed';
  if (codes.some((code) => THROTTLED.includes(code))) throw tableUnavailable(error);
  throw error;
}
