import { ConflictError, InvalidError } from '../../errors.ts';
import { readIdentityRecord } from '../../identity/identity-record.ts';
import type { TrustedIssuer } from '../../identity/issuer.ts';
import { checkBinding } from '../../identity/presets/check-binding.ts';
import type { RecordChange, RecordReader } from '../../ports/record-store.ts';
import { IDENTITIES, issuerKey } from '../../records/keys.ts';
import { listAll } from '../../records/list-all.ts';
import { noNewReferences } from '../../records/references.ts';

/**
 * ConflictError where an identity binds less than the preset that its issuer is to have asks for.
 * The changes see to it that none comes along meanwhile.
 */
export async function keepBindings(
  records: RecordReader,
  { name, preset }: TrustedIssuer,
): Promise<RecordChange[]> {
  const changes = await noNewReferences(records, issuerKey(name));
  for (const identity of (await listAll(records, IDENTITIES)).map(readIdentityRecord)) {
    const { match } = identity;
    if (match.kind !== 'token' || match.issuer !== name) continue;
    try {
      checkBinding(preset, match);
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      throw new ConflictError(
        `The identity "${identity.name}" is proved by this issuer; change it first. ${error.message}`,
        { cause: error },
      );
    }
  }
  return changes;
}
