import {
  InvalidError,
  RegistryError,
  UnauthenticatedError,
  UnavailableError,
} from '@registry/domain';
import { HTTPException } from 'hono/http-exception';

/** How an error looks on the wire; the one place where errors meet HTTP. */
export interface ErrorResponse {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 500 | 503;
  readonly headers: Readonly<Record<string, string>>;
  /** Sentences for the client. */
  readonly errors: readonly string[];
}

const STATUS = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unavailable: 503,
} as const satisfies Record<RegistryError['code'], number>;

export const INTERNAL_ERROR =
  'The registry failed to answer; try again, and if it stays so give the administrator the request id.';

export function toErrorResponse(error: unknown): ErrorResponse {
  if (error instanceof HTTPException) return fromHttpException(error);
  if (!(error instanceof RegistryError)) {
    return { status: 500, headers: {}, errors: [INTERNAL_ERROR] };
  }
  const errors = error instanceof InvalidError ? error.faults : [error.message];
  return { status: STATUS[error.code], headers: headersOf(error), errors };
}

function headersOf(error: RegistryError): Record<string, string> {
  if (error instanceof UnauthenticatedError) return { 'WWW-Authenticate': challengeOf(error) };
  if (error instanceof UnavailableError) return { 'Retry-After': String(error.retryAfterSeconds) };
  if (error.code === 'forbidden')
    return { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' };
  return {};
}

/** RFC 6750 §3: no error code where no token was brought. */
function challengeOf(error: UnauthenticatedError): string {
  if (error.reason === 'missing') return 'Bearer realm="registry"';
  return `Bearer realm="registry", error="invalid_token", error_description="${error.message}"`;
}

// What the HTTP library itself refuses: JSON that does not parse, mostly.
function fromHttpException(error: HTTPException): ErrorResponse {
  const { status } = error;
  if (status !== 400 && status !== 413 && status !== 415) {
    return { status: 500, headers: {}, errors: [INTERNAL_ERROR] };
  }
  return { status, headers: {}, errors: [error.message] };
}
