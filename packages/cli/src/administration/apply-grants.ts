import type { AdminClient } from '../client/admin-client.ts';
import { CliError } from '../errors.ts';
import { ACCESS, GRANT, type GrantAnswer } from './answers.ts';
import { areSame, type Difference } from './compare-grants.ts';
import { nameOf, type WantedGrant } from './grants-file.ts';
import { grantAddress, grantPath } from './paths.ts';

/**
 * Makes the difference. What is added comes before what is removed, so that nobody is without
 * access in between, and what makes an administrator of whoever runs this is touched last, so that
 * they still are one until then. Each change is made only to what was compared, so that a change of
 * somebody else's is never undone unseen. Running it again finishes what was cut short.
 *
 * @throws CliError `conflict` where a grant is not as it was compared
 */
export async function applyGrants(
  { added, changed, removed }: Difference,
  admin: AdminClient,
): Promise<void> {
  for (const grant of added) await add(grant, admin);
  const steps = [
    ...changed.map(({ from, to }) => ({ from, make: () => change(from, to, admin) })),
    ...removed.map((from) => ({ from, make: () => remove(from, admin) })),
  ];
  if (steps.length === 0) return;
  const own = await ownAdministration(admin);
  const isOwn = ({ from }: (typeof steps)[number]) => own.has(nameOf(from));
  const others = steps.filter((step) => !isOwn(step));
  for (const { make } of [...others, ...steps.filter(isOwn)]) await make();
}

async function add(grant: WantedGrant, admin: AdminClient): Promise<void> {
  const path = pathOf(grant);
  const there = await admin.find(path, GRANT);
  // A list may be some seconds old: what was added just now is not in it yet.
  if (there !== undefined && areSame(there.value, grant)) return;
  if (there !== undefined) throw changedMeanwhile(grant);
  await admin.write('PUT', path, bodyOf(grant), GRANT, { ifNoneMatch: '*' });
}

async function change(from: GrantAnswer, to: WantedGrant, admin: AdminClient): Promise<void> {
  const ifMatch = await etagOf(from, admin);
  await admin.write('PUT', pathOf(to), bodyOf(to), GRANT, { ifMatch });
}

async function remove(grant: GrantAnswer, admin: AdminClient): Promise<void> {
  await admin.remove(pathOf(grant), { ifMatch: await etagOf(grant, admin) });
}

/** The grants by which whoever asks is an administrator, themselves or as an identity. */
async function ownAdministration(admin: AdminClient): Promise<ReadonlySet<string>> {
  const question = new URLSearchParams({ permission: 'admin', namespace: '*' });
  const { value } = await admin.get(`/v1/access?${question}`, ACCESS);
  return new Set(value.by.map(nameOf));
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
