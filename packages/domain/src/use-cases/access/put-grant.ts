import type { Actor } from '../../audit/actor.ts';
import type { Precondition } from '../../records/etag.ts';
import type { AccessDeps } from './access-deps.ts';
import type { GrantAddress, GrantTerms } from './grant-situation.ts';
import { createWriteGrant } from './write-grant.ts';

/** Makes a grant, or gives one that is there other terms. */
export function createPutGrant(deps: AccessDeps) {
  const writeGrant = createWriteGrant(deps);
  return (actor: Actor, address: GrantAddress, terms: GrantTerms, precondition: Precondition) =>
    writeGrant(actor, { address, precondition, termsOf: () => terms });
}
