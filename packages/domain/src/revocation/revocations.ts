import type { Caller } from '../access/caller.ts';
import type { Principal } from '../values/principal.ts';
import type { ResourceName } from '../values/resource-name.ts';

/** What does not hold any more, though its signature does. */
export interface Revocation {
  readonly id: string;
  /**
   * One token and all that was traded for it; or all that was given to somebody before `at`, and
   * whatever that was traded for, later too.
   */
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
  const { tokenId, origin, through = [], principal, actor, identities } = caller;
  const ids = [tokenId, origin, ...through];
  const holders: (string | undefined)[] = [principal, actor];
  for (const name of identities) holders.push(principalOfIdentity(name));
  // Trading makes a token no younger: a stolen one would outlive its revocation otherwise.
  const givenAt = (caller.originIssuedAt ?? caller.issuedAt).getTime();
  return revocations.some(({ what, at }) => {
    if ('jti' in what) return ids.includes(what.jti);
    // Tokens tell whole seconds: one given in the second of the revocation is taken for older.
    return givenAt <= at.getTime() && holders.includes(holderOf(what));
  });
}

type OfHolder = Exclude<Revocation['what'], { readonly jti: string }>;

/** An identity is a principal too, and may be revoked as either. */
export function holderOf(what: OfHolder): string {
  return 'principal' in what ? what.principal : principalOfIdentity(what.identity);
}

function principalOfIdentity(name: ResourceName): string {
  return `identity:${name}`;
}
