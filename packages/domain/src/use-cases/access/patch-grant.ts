import type { Actor } from '../../audit/actor.ts';
import { InvalidError } from '../../errors.ts';
import type { Precondition } from '../../records/etag.ts';
import type { AccessDeps } from './access-deps.ts';
import { existingGrant, type GrantAddress, type GrantTerms } from './grant-situation.ts';
import { createWriteGrant } from './write-grant.ts';

/** Changes the terms that are named, and leaves the others. NotFoundError where there is no grant. */
export function createPatchGrant(deps: AccessDeps) {
  const writeGrant = createWriteGrant(deps);
  return async (
    actor: Actor,
    address: GrantAddress,
    terms: Partial<GrantTerms>,
    precondition: Precondition,
  ) => {
    if (Object.keys(terms).length === 0) {
      throw new InvalidError('Name what is to change: permissions, role, expires_at or reason.');
    }
    return writeGrant(actor, {
      address,
      precondition,
      termsOf: (old) => ({ ...existingGrant(old), ...terms }),
    });
  };
}
