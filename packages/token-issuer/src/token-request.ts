import {
  InvalidError,
  parseResourceName,
  parseScope,
  type ResourceName,
  type Scope,
} from '@registry/domain';
import { OAuthError, type OAuthErrorCode } from './oauth-error.ts';
import { ACCESS_TOKEN } from './ways-in/subject-types.ts';

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** A well-formed token exchange (RFC 8693 §2.1); what the subject token is worth comes later. */
export interface TokenRequest {
  readonly subjectToken: string;
  readonly subjectTokenType: string;
  /** Whom the client wants to act as, where its proof matches several identities. */
  readonly identity: ResourceName | undefined;
  readonly scope: Scope | undefined;
  readonly lifetimeSeconds: number | undefined;
}

/** Parses the form body of the token endpoint. OAuthError where it breaks RFC 6749 or RFC 8693. */
export function parseTokenRequest(body: string): TokenRequest {
  const form = new URLSearchParams(body);
  const one = (name: string): string | undefined => {
    const values = form.getAll(name);
    // RFC 6749 §3.2: once at most; sent without a value, it counts as left out.
    if (values.length > 1) throw invalidRequest(`Send ${name} once.`);
    return values[0] === '' ? undefined : values[0];
  };
  const grantType = one('grant_type');
  if (grantType === undefined) throw invalidRequest('Send grant_type.');
  if (grantType !== TOKEN_EXCHANGE) {
    throw new OAuthError('unsupported_grant_type', `The grant_type must be ${TOKEN_EXCHANGE}.`);
  }
  const subjectToken = one('subject_token');
  const subjectTokenType = one('subject_token_type');
  if (subjectToken === undefined || subjectTokenType === undefined) {
    throw invalidRequest('Send subject_token and subject_token_type.');
  }
  if ((one('requested_token_type') ?? ACCESS_TOKEN) !== ACCESS_TOKEN) {
    throw invalidRequest(`The requested_token_type can only be ${ACCESS_TOKEN}.`);
  }
  return {
    subjectToken,
    subjectTokenType,
    identity: parseIdentity(one('identity')),
    scope: parseWantedScope(one('scope')),
    lifetimeSeconds: parseLifetime(one('expires_in')),
  };
}

function parseIdentity(text: string | undefined): ResourceName | undefined {
  return text === undefined ? undefined : parse(text, parseResourceName, 'invalid_request');
}

function parseWantedScope(text: string | undefined): Scope | undefined {
  return text === undefined ? undefined : parse(text, parseScope, 'invalid_scope');
}

function parse<T>(text: string, parser: (text: string) => T, code: OAuthErrorCode): T {
  try {
    return parser(text);
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    throw new OAuthError(code, error.message, { cause: error });
  }
}

function parseLifetime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  // However large: it is capped later, not refused.
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw invalidRequest('The expires_in must be a whole number of seconds, at least 1.');
}

function invalidRequest(message: string): OAuthError {
  return new OAuthError('invalid_request', message);
}
