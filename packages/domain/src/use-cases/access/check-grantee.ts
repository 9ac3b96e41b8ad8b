import { InvalidError } from '../../errors.ts';
import type { Grant } from '../../grants/grant.ts';
import { type GrantedNamespace, isTemplate } from '../../grants/granted-namespace.ts';
import type { IdentityMatch } from '../../identity/identity.ts';
import { readIdentityRecord } from '../../identity/identity-record.ts';
import { readIssuerRecord } from '../../identity/issuer-record.ts';
import { checkLasting } from '../../identity/lasting-principal.ts';
import { checkFillable } from '../../identity/presets/fillable-grants.ts';
import { createTrustedIssuers } from '../../identity/trusted-issuers.ts';
import type { RecordChange, RecordReader } from '../../ports/record-store.ts';
import { identityKey, issuerKey } from '../../records/keys.ts';
import { refer } from '../../records/references.ts';
import { parseResourceName } from '../../values/resource-name.ts';

/**
 * The changes that go with a new grant: the identity it is for is there, stays, and can fill its
 * namespace.
 *
 * @throws InvalidError where this cannot be granted to them
 */
export async function checkGrantee(records: RecordReader, grant: Grant): Promise<RecordChange[]> {
  const { principal, namespace } = grant;
  if (principal.startsWith('token:')) {
    throw new InvalidError(
      'A static token has the scope that it was made with; make another one, or grant to an identity.',
    );
  }
  const [, name] = /^identity:(.*)$/.exec(principal) ?? [];
  if (name === undefined) {
    const issuers = principal.startsWith('oidc:') ? await createTrustedIssuers(records)() : [];
    checkLasting(principal, issuers);
    // Only an identity binds what a claim says to somebody who cannot be replaced.
    if (!isTemplate(namespace)) return [];
    throw new InvalidError('A namespace with a {claim} is granted to an identity.');
  }
  const key = identityKey(parseResourceName(name));
  const identity = await records.get(key);
  if (identity === undefined) {
    throw new InvalidError(`There is no identity "${name}"; make it first.`);
  }
  if (isTemplate(namespace)) {
    await checkTemplate(records, namespace, readIdentityRecord(identity).match);
  }
  return refer(records, key, identity.revision);
}

async function checkTemplate(
  records: RecordReader,
  namespace: GrantedNamespace,
  match: IdentityMatch,
): Promise<void> {
  if (match.kind !== 'token') return;
  const issuer = await records.get(issuerKey(match.issuer));
  checkFillable(namespace, match, issuer && readIssuerRecord(issuer).preset);
}
