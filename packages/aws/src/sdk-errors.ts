import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import type { SdkError } from '@smithy/types';

/**
 * Is the service, or the way to it, in trouble: throttled, 5xx, unreachable, too slow? The SDK has
 * tried again by then; whoever called should, later. What is not trouble is a fault of ours.
 */
export function isServiceTrouble(error: unknown): error is Error {
  return (
    isSdkError(error) &&
    (isThrottlingError(error) || isTransientError(error) || isServerError(error))
  );
}

/** The HTTP status that a service answered with; undefined where it never did. */
export function statusOf(error: unknown): number | undefined {
  return isSdkError(error) ? error.$metadata?.httpStatusCode : undefined;
}

/** All that the SDK adds to an Error is optional, so that any Error is one. */
function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error;
}
