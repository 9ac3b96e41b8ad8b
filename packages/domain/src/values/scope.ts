import { InvalidError } from '../errors.ts';
import type { Brand } from './brand.ts';
import { NAME_RULE, type Namespace } from './names.ts';

export const PERMISSIONS = ['download', 'upload', 'create_grant', 'delete_grant'] as const;
/** What one may do in a namespace. None includes another. */
export type Permission = (typeof PERMISSIONS)[number];

/** A namespace, or the beginning of one followed by `*`; `*` alone is every namespace. */
export type NamespacePattern = Brand<string, 'NamespacePattern'>;

/** `admin` (everything, everywhere) or one permission on one pattern of namespaces. */
export type ScopeEntry =
  | { readonly permission: 'admin' }
  | { readonly permission: Permission; readonly pattern: NamespacePattern };

/** What a token may do; never empty. */
export type Scope = readonly ScopeEntry[];

const PATTERN = /^(?:\*|[0-9A-Za-z][0-9A-Za-z-_]{0,63}\*?)$/;

function isNamespacePattern(text: string): text is NamespacePattern {
  return PATTERN.test(text) && (text.endsWith('*') || /[0-9A-Za-z]$/.test(text));
}

export function parseNamespacePattern(text: string): NamespacePattern {
  if (isNamespacePattern(text)) return text;
  throw new InvalidError(
    `A namespace pattern is a namespace (${NAME_RULE}), or the beginning of one with "*" at its end.`,
  );
}

function isPermission(text: string): text is Permission {
  return PERMISSIONS.some((permission) => permission === text);
}

export function parseScopeEntry(text: string): ScopeEntry {
  if (text === 'admin') return { permission: 'admin' };
  const colon = text.indexOf(':');
  const permission = text.slice(0, colon);
  if (colon === -1 || !isPermission(permission)) {
    throw new InvalidError(
      `A scope is "admin" or <permission>:<namespace pattern> with a permission of ${PERMISSIONS.join(', ')}.`,
    );
  }
  return { permission, pattern: parseNamespacePattern(text.slice(colon + 1)) };
}

/** RFC 6749 §3.3: entries separated by single spaces. Repeated entries count once. */
export function parseScope(text: string): Scope {
  return [...new Set(text.split(' '))].map(parseScopeEntry);
}

export function formatScope(scope: Scope): string {
  return scope.map(formatScopeEntry).join(' ');
}

export function formatScopeEntry(entry: ScopeEntry): string {
  return entry.permission === 'admin' ? 'admin' : `${entry.permission}:${entry.pattern}`;
}

/** For a scope that there is no room for: in a token, or in what a gateway is told about it. */
export function scopeTooLong(): InvalidError {
  return new InvalidError(
    'The scope is too long for a token; ask for fewer entries, or for a pattern such as "acme-*".',
  );
}

/** Does `scope` allow `permission` in `namespace`? */
export function permits(scope: Scope, permission: Permission, namespace: Namespace): boolean {
  return scope.some(
    (entry) =>
      entry.permission === 'admin' ||
      (entry.permission === permission && matchesPattern(entry.pattern, namespace)),
  );
}

/** Does everything that `wanted` allows lie within what `held` allows? */
export function includesScope(held: Scope, wanted: Scope): boolean {
  return wanted.every((entry) => held.some((holder) => includesEntry(holder, entry)));
}

function includesEntry(held: ScopeEntry, wanted: ScopeEntry): boolean {
  if (held.permission === 'admin') return true;
  if (wanted.permission !== held.permission) return false;
  return matchesPattern(held.pattern, wanted.pattern);
}

/**
 * Does everything that `text` names lie within `pattern`? A pattern is matched like a name:
 * `acme-*` lies within `ac*`, and within itself, as "*" is no character of a name.
 */
export function matchesPattern(
  pattern: NamespacePattern,
  text: Namespace | NamespacePattern,
): boolean {
  if (!pattern.endsWith('*')) return pattern === text;
  return text.startsWith(pattern.slice(0, -1));
}
