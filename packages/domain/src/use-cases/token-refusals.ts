/** The wanted scope is wider than what may be given (RFC 6749 §5.2). */
export class ScopeTooWideError extends Error {
  override readonly name = 'ScopeTooWideError';
  readonly code = 'invalid_scope';
}

/**
 * The proof holds, and nothing here is for whoever gave it (RFC 6749 §5.2). `message` is the same
 * whatever came closest; the audit says what that was.
 */
export class NotGrantedError extends Error {
  override readonly name = 'NotGrantedError';
  readonly code = 'invalid_grant';

  constructor() {
    super(
      'Nothing is granted to whoever proves this; ask the administrator for an identity that matches and a grant for it, and give them the request id.',
    );
  }
}
