import type { Caller } from '../access/caller.ts';
import type { Principal } from '../values/principal.ts';
import type { ResourceName } from '../values/resource-name.ts';

/** What does not hold any more, though its signature does. */
export interface Revocation {
  readonly id: string;
  /** One token and all that was traded for it; or all that was given to somebody before `at`. */
  readonly what:
    | { readonly jti: string }
    | { readonly principal: Principal }
    | { readonly identity: ResourceName };
  readonly reason: string;
  readonly by: Principal;
  readonly at: Date;
  /** When no token that it concerns can live any more. */
  readonly expiresAt: Date;
}

/** All revocations that still matter, in one record: one read tells them all. */
export interface RevocationReader {
  /** UnavailableError where they cannot be read. */
  read(): Promise<readonly Revocation[]>;
}

/** Is the token that `caller` brought revoked? */
export function isRevoked(caller: Caller, revocations: readonly Revocation[]): boolean {
  return revocations.some(({ what, at }) => {
    if ('jti' in what) return what.jti === caller.tokenId || what.jti === caller.origin;
    // Tokens tell whole seconds: one given in the second of the revocation is taken for older.
    if (caller.issuedAt.getTime() > at.getTime()) return false;
    if ('principal' in what) {
      return what.principal === caller.principal || what.principal === caller.actor;
    }
    return (
      caller.identities.includes(what.identity) || caller.principal === `identity:${what.identity}`
    );
  });
}
