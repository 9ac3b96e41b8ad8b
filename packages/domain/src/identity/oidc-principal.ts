import { InvalidError } from '../errors.ts';
import { type Principal, parsePrincipal } from '../values/principal.ts';

/**
 * The principal of a token from elsewhere: `oidc:<issuer>#<subject>`. A subject may hold anything
 * (a branch name with an umlaut, a project name with spaces), a principal only visible ASCII, so
 * the rest is percent-encoded, and "%" with it: else somebody who may name a branch "a%20b" would
 * be the principal of the branch "a b".
 *
 * @throws InvalidError where the two are too long together, or the subject is no Unicode text
 */
export function oidcPrincipal(issuer: string, subject: string): Principal {
  return parsePrincipal(`oidc:${issuer}#${encodeSubject(subject)}`);
}

/** Whose subject it is; undefined for what `oidcPrincipal` never makes. */
export function parseOidcPrincipal(
  principal: Principal,
): { readonly issuer: string; readonly subject: string } | undefined {
  const [, issuer, encoded] = /^oidc:([^#]+)#(.+)$/.exec(principal) ?? [];
  if (issuer === undefined || encoded === undefined) return undefined;
  try {
    const subject = decodeURIComponent(encoded);
    return oidcPrincipal(issuer, subject) === principal ? { issuer, subject } : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function encodeSubject(subject: string): string {
  try {
    return subject.replaceAll(/[^\x21-\x24\x26-\x7e]+/g, encodeURIComponent);
  } catch (cause) {
    throw new InvalidError('The subject of the token is no Unicode text.', { cause });
  }
}
