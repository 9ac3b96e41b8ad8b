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
  const { by, templated } = access;
  const perhaps = access.identities.filter(({ matches }) => matches === 'perhaps');
  const isOpen = templated.length + perhaps.length > 0;
  const denied = style.warning(isOpen ? 'not allowed for certain' : 'not allowed');
  return [
    access.allowed ? style.good('allowed') : denied,
    ...(by.length === 0 ? [] : ['', 'by', renderGrants(by, style)]),
    ...(templated.length === 0
      ? []
      : ['', 'by, if a claim says so', renderGrants(templated, style)]),
    ...(perhaps.length === 0
      ? []
      : [
          '',
          'by, if they match, which the principal alone does not say',
          ...perhaps.map(({ name }) => `identity:${name}`),
        ]),
  ].join('\n');
}

/** The role, where the permissions are those of one. */
export function mayOf({ permissions }: { readonly permissions: readonly string[] }): string {
  const role = Object.entries(ROLES).find(
    ([, bundle]) =>
      bundle.length === permissions.length && bundle.every((one) => permissions.includes(one)),
  );
  return role?.[0] ?? permissions.join(', ');
}
