/** What the log says of an error. */
export interface ErrorFields {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause?: ErrorFields;
}

const MAX_CAUSES = 4;

/**
 * An error for the log: these fields and no other. Libraries hang requests, URLs and answers onto
 * their errors (`new URL()` its whole input), and a log line must never hold what they do.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: undefined };
  const { name: type, message, stack, cause } = error;
  if (!(cause instanceof Error) || depth === MAX_CAUSES) return { type, message, stack };
  return { type, message, stack, cause: errorFields(cause, depth + 1) };
}
