import { ROLES } from '@registry/domain';
import type { AccessAnswer, GrantAnswer } from '../administration/answers.ts';
import type { Style } from './style.ts';
import { facts, table } from './table.ts';

export function renderGrants(grants: readonly GrantAnswer[], style: Style): string {
  if (grants.length === 0) return 'nothing is granted';
  return table(
    ['NAMESPACE', 'PRINCIPAL', 'MAY', 'UNTIL', 'MANAGED BY', 'REASON'],
    grants.map((grant) => [
      grant.namespace,
      grant.principal,
      mayOf(grant),
      grant.expires_at ?? '',
      grant.managed_by ?? '',
      grant.reason,
    ]),
    style,
  );
}

export function renderGrant(grant: GrantAnswer, style: Style): string {
  return facts(
    [
      ['principal', grant.principal],
      ['namespace', grant.namespace],
      ['may', mayOf(grant), grant.permissions.join(', ')],
      ['until', grant.expires_at ?? 'no end'],
      ['reason', grant.reason || 'none given'],
      ['made by', grant.managed_by ?? grant.created_by ?? 'nobody known', grant.created_at ?? '?'],
    ],
    style,
  );
}

export function renderAccess(access: AccessAnswer, style: Style): string {
  const verdict = access.allowed ? style.good('allowed') : style.warning('not allowed');
  const reasons = access.by.length === 0 ? [] : ['', 'by', renderGrants(access.by, style)];
  const perhaps =
    access.templated.length === 0
      ? []
      : ['', 'by, if a claim says so', renderGrants(access.templated, style)];
  return [verdict, ...reasons, ...perhaps].join('\n');
}

/** The role, where the permissions are those of one. */
export function mayOf({ permissions }: { readonly permissions: readonly string[] }): string {
  const role = Object.entries(ROLES).find(
    ([, bundle]) =>
      bundle.length === permissions.length && bundle.every((one) => permissions.includes(one)),
  );
  return role?.[0] ?? permissions.join(', ');
}
