/**
 * Every way in which the registry says no. `code` is stable and is what callers decide on;
 * `message` is one sentence for a person that says what to do next. Neither ever holds a token,
 * a signed URL or a secret. How a code becomes a status is the HTTP layer's business.
 */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition_failed'
  | 'too_large'
  | 'unavailable';

export abstract class RegistryError extends Error {
  abstract readonly code: ErrorCode;

  override get name(): string {
    return this.constructor.name;
  }
}

/** The input breaks a rule. `faults` names every one of them, a sentence each. */
export class InvalidError extends RegistryError {
  readonly code = 'invalid';
  readonly faults: readonly string[];

  constructor(faults: string | readonly string[], options?: ErrorOptions) {
    const list = typeof faults === 'string' ? [faults] : faults;
    super(list.join(' '), options);
    this.faults = list;
  }
}

/** RFC 6750 §3.1: no token at all, or one that does not hold. */
export class UnauthenticatedError extends RegistryError {
  readonly code = 'unauthenticated';
  readonly reason: 'missing' | 'invalid_token';

  constructor(reason: 'missing' | 'invalid_token', message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The caller is known and may not do this. */
export class ForbiddenError extends RegistryError {
  readonly code = 'forbidden';
}

export class NotFoundError extends RegistryError {
  readonly code = 'not_found';
}

/** What is there does not allow it: a version with another content, a record still referred to. */
export class ConflictError extends RegistryError {
  readonly code = 'conflict';
}

/** It is not as the client has seen it any more (RFC 9110 §13.1.1). */
export class PreconditionFailedError extends RegistryError {
  readonly code = 'precondition_failed';
}

export class TooLargeError extends RegistryError {
  readonly code = 'too_large';
}

/** A backend cannot serve now: full, throttled, unreachable. Trying again later is right. */
export class UnavailableError extends RegistryError {
  readonly code = 'unavailable';
  readonly retryAfterSeconds: number;

  constructor(message: string, options?: ErrorOptions & { retryAfterSeconds?: number }) {
    super(message, options);
    this.retryAfterSeconds = options?.retryAfterSeconds ?? 2;
  }
}
