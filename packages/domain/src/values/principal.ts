import { InvalidError } from '../errors.ts';
import type { Brand } from './brand.ts';

/**
 * Who acts, in canonical form: an IAM role or user ARN, `oidc:<issuer>#<subject>`,
 * `identity:<name>` or `token:<name>`.
 */
export type Principal = Brand<string, 'Principal'>;

const MAX_LENGTH = 2048;

function isPrincipal(text: string): text is Principal {
  return (
    text.length <= MAX_LENGTH &&
    /^(?:arn:aws[a-z-]*:(?:iam|sts)::\d{12}:[\x21-\x7e]+|oidc:[\x21-\x7e]+#[\x21-\x7e]+|(?:identity|token):[0-9A-Za-z][0-9A-Za-z._-]*)$/.test(
      text,
    )
  );
}

export function parsePrincipal(text: string): Principal {
  if (isPrincipal(text)) return text;
  throw new InvalidError(
    'A principal is an IAM ARN, oidc:<issuer>#<subject>, identity:<name> or token:<name>.',
  );
}

/** Whoever knows the shared secret of HS256 tokens: the tokens do not say who it is. */
export const HS256_PRINCIPAL = parsePrincipal('token:hs256');
