import { decodeJwt, decodeProtectedHeader } from 'jose';
import { isStaticToken } from '../static-tokens/token-format.ts';
import type { TokenVerifier } from './claims.ts';
import { COMPACT, MAX_TOKEN_LENGTH } from './compact-form.ts';

/** What a token is, by its form alone. */
export type TokenKind = keyof OtherVerifiers | 'own';

/** What is taken beside our own tokens; absent where it is switched off. */
export interface OtherVerifiers {
  readonly static?: TokenVerifier | undefined;
  readonly hs256?: TokenVerifier | undefined;
  readonly external?: TokenVerifier | undefined;
}

/**
 * Lets each token be verified as what it looks like, before anything is looked up: static tokens
 * have a form of their own, HS256 says its header, and what names another issuer is not ours. All
 * else, and every kind that is switched off, is judged as a token of ours. A kind is never a
 * second chance for a token that another one has refused.
 */
export function verifyByKind(
  { issuer, own }: { readonly issuer: string; readonly own: TokenVerifier },
  others: OtherVerifiers,
): TokenVerifier {
  if (Object.values(others).every((verify) => verify === undefined)) return own;
  const verifiers = { ...others, own };
  return (token) => (verifiers[kindOfToken(token, issuer)] ?? own)(token);
}

/** `issuer` is ours. What has no form that could be told is taken for one of ours. */
export function kindOfToken(token: string, issuer: string): TokenKind {
  if (isStaticToken(token)) return 'static';
  if (token.length > MAX_TOKEN_LENGTH || !COMPACT.test(token)) return 'own';
  try {
    if (decodeProtectedHeader(token).alg === 'HS256') return 'hs256';
    return decodeJwt(token).iss === issuer ? 'own' : 'external';
  } catch {
    return 'own';
  }
}
