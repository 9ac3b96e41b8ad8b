import { CliError } from '../errors.ts';
import type { GrantAnswer } from './answers.ts';
import { nameOf, type WantedGrant } from './grants-file.ts';

/** What has to happen for the registry to have just the wanted grants. */
export interface Difference {
  readonly added: readonly WantedGrant[];
  readonly changed: readonly { readonly from: GrantAnswer; readonly to: WantedGrant }[];
  readonly removed: readonly GrantAnswer[];
}

/**
 * Grants that the deployment manages are no business of the file's: neither removed nor wanted.
 * One that was stored for the same before is like any other, but that it cannot be changed.
 *
 * @throws CliError `conflict` that names each grant of the file that the deployment manages
 */
export function compareGrants(
  stored: readonly GrantAnswer[],
  wanted: readonly WantedGrant[],
): Difference {
  const own = new Map(
    stored.filter(({ managed_by }) => !managed_by).map((grant) => [nameOf(grant), grant]),
  );
  const names = new Set(wanted.map(nameOf));
  const difference = {
    added: wanted.filter((grant) => !own.has(nameOf(grant))),
    changed: wanted.flatMap((to) => {
      const from = own.get(nameOf(to));
      return from === undefined || areSame(from, to) ? [] : [{ from, to }];
    }),
    removed: [...own.values()].filter((grant) => !names.has(nameOf(grant))),
  };
  refuseManaged(difference, stored);
  return difference;
}

function refuseManaged({ added, changed }: Difference, stored: readonly GrantAnswer[]): void {
  const managed = new Set(stored.filter(({ managed_by }) => managed_by).map(nameOf));
  const refused = [...added, ...changed.map(({ to }) => to)].filter((grant) =>
    managed.has(nameOf(grant)),
  );
  if (refused.length === 0) return;
  throw new CliError(
    'conflict',
    refused.map(
      (grant) =>
        `The grant of ${nameOf(grant)} is managed by Terraform; take it out of the file, or the administrator out of Terraform.`,
    ),
  );
}

export function isEmpty({ added, changed, removed }: Difference): boolean {
  return added.length + changed.length + removed.length === 0;
}

export function areSame(stored: GrantAnswer, wanted: WantedGrant): boolean {
  return (
    stored.permissions.toSorted().join() === wanted.permissions.join() &&
    timeOf(stored.expires_at) === timeOf(wanted.expires_at) &&
    stored.reason === wanted.reason
  );
}

function timeOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
