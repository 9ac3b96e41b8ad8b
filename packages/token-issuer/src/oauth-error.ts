import {
  InvalidError,
  NotGrantedError,
  RegistryError,
  ScopeTooWideError,
  UnauthenticatedError,
  UnavailableError,
} from '@registry/domain';
import { INTERNAL_ERROR } from '@registry/http';
import { HTTPException } from 'hono/http-exception';

/** RFC 6749 §5.2, with RFC 8693 §2.2.2 and RFC 7009 §2.2.1; `temporarily_unavailable` as in RFC 6749 §4.1.2.1. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unsupported_grant_type'
  | 'unsupported_token_type'
  | 'temporarily_unavailable'
  | 'server_error';

/** A refusal of the token endpoint. `message` becomes `error_description`. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;

  constructor(code: OAuthErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface OAuthErrorResponse {
  readonly status: 400 | 401 | 413 | 500 | 503;
  readonly headers: Record<string, string>;
  readonly body: { readonly error: OAuthErrorCode; readonly error_description: string };
}

/** The token endpoint's own form of every error. */
export function toOAuthErrorResponse(error: unknown): OAuthErrorResponse {
  if (error instanceof OAuthError) {
    // RFC 6749 §5.2: 401, with the scheme that the client should have used.
    if (error.code === 'invalid_client') {
      return answer(401, error.code, error.message, { 'WWW-Authenticate': 'AWS4-HMAC-SHA256' });
    }
    return answer(400, error.code, error.message);
  }
  if (error instanceof ScopeTooWideError) return answer(400, 'invalid_scope', error.message);
  if (error instanceof NotGrantedError) return answer(400, 'invalid_grant', error.message);
  if (error instanceof UnavailableError) {
    return answer(503, 'temporarily_unavailable', error.message, {
      'Retry-After': String(error.retryAfterSeconds),
    });
  }
  // RFC 8693 §2.2.2 leaves the code for a bad subject token open; this one says it best.
  if (error instanceof UnauthenticatedError) return answer(400, 'invalid_grant', error.message);
  // The request was parsed before: only a scope too long for a token is still invalid.
  if (error instanceof InvalidError) return answer(400, 'invalid_scope', error.message);
  if (error instanceof RegistryError) {
    return answer(error.code === 'too_large' ? 413 : 400, 'invalid_request', error.message);
  }
  if (error instanceof HTTPException) return answer(400, 'invalid_request', error.message);
  return answer(500, 'server_error', INTERNAL_ERROR);
}

function answer(
  status: OAuthErrorResponse['status'],
  error: OAuthErrorCode,
  message: string,
  headers: Record<string, string> = {},
): OAuthErrorResponse {
  // RFC 6749 §5.2 allows these characters in a description.
  const error_description = message.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'");
  return { status, headers, body: { error, error_description } };
}
