import { InvalidError } from '../errors.ts';
import type { Principal } from '../values/principal.ts';
import type { TrustedIssuer } from './issuer.ts';
import { parseOidcPrincipal } from './oidc-principal.ts';
import { keepsSubjects } from './presets/keeps-subjects.ts';
import { presetOf } from './presets/preset-of.ts';

/**
 * InvalidError where whoever is this principal today need not be it tomorrow. `issuers` are those
 * that are trusted, as far as anybody knows where it is asked.
 */
export function checkLasting(principal: Principal, issuers: readonly TrustedIssuer[] = []): void {
  const said = parseOidcPrincipal(principal);
  if (said === undefined) return;
  const trusted = issuers.find(({ issuer }) => issuer === said.issuer);
  if (keepsSubjects(trusted?.preset ?? presetOf(said.issuer))) return;
  throw new InvalidError(
    `The subjects of ${said.issuer} are names, which can be given up and registered by somebody else; make an identity that binds an id, and name that one.`,
  );
}
