import type { AdminClient } from '../client/admin-client.ts';
import { CliError } from '../errors.ts';
import { GRANT, type GrantAnswer } from './answers.ts';
import { areSame, type Difference } from './compare-grants.ts';
import { nameOf, type WantedGrant } from './grants-file.ts';
import { grantAddress, grantPath } from './paths.ts';

/**
 * Makes the difference. What is added comes before what is removed, so that nobody is without
 * access in between; each change is made only to what was compared, so that a change of somebody
 * else's is never undone unseen. Running it again finishes what was cut short.
 *
 * @throws CliError `conflict` where a grant is not as it was compared
 */
export async function applyGrants(
  { added, changed, removed }: Difference,
  admin: AdminClient,
): Promise<void> {
  for (const grant of added) {
    const path = pathOf(grant);
    const there = await admin.find(path, GRANT);
    // A list may be some seconds old: what was added just now is not in it yet.
    if (there !== undefined && areSame(there.value, grant)) continue;
    if (there !== undefined) throw changedMeanwhile(grant);
    await admin.write('PUT', path, bodyOf(grant), GRANT);
  }
  for (const { from, to } of changed) {
    const etag = await etagOf(from, admin);
    await admin.write('PUT', pathOf(to), bodyOf(to), GRANT, etag);
  }
  for (const grant of removed) {
    await admin.remove(pathOf(grant), await etagOf(grant, admin));
  }
}

/** The ETag of a grant that is still as it was when it was compared. */
async function etagOf(compared: GrantAnswer, admin: AdminClient): Promise<string | undefined> {
  const now = await admin.find(pathOf(compared), GRANT);
  const wanted = { ...compared, permissions: compared.permissions.toSorted() };
  if (now === undefined || !areSame(now.value, wanted)) throw changedMeanwhile(compared);
  return now.etag;
}

function pathOf({ principal, namespace }: Pick<WantedGrant, 'principal' | 'namespace'>): string {
  return grantPath(grantAddress(principal, namespace));
}

function bodyOf({ permissions, expires_at, reason }: WantedGrant): object {
  return { permissions, expires_at, reason };
}

function changedMeanwhile(grant: Pick<WantedGrant, 'principal' | 'namespace'>): CliError {
  return new CliError(
    'conflict',
    `The grant of ${nameOf(grant)} was changed by somebody else meanwhile; run the same command again to see the difference as it is now.`,
  );
}
