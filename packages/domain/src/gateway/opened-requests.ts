import { ROUTE_ACCESS } from '../access/route-access.ts';
import { matchesPattern, type NamespacePattern, type Scope } from '../values/scope.ts';

/** Requests by method, `*` for any, and path, where a `*` stands for anything at all. */
export interface Requests {
  readonly method: string;
  readonly path: string;
}

/** Behind each of them a path has its namespace. */
export const ROOTS: readonly string[] = [
  ...new Set(Object.values(ROUTE_ACCESS).map(({ under }) => under)),
];

/** All that a REST API knows. */
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * What a scope without `admin` opens in its namespaces: whatever is allowed and not denied. In few
 * entries, because there is little room for them: where a namespace has every method that any
 * namespace has, its methods are one star, and the methods that none has are denied once.
 */
export function openedIn(scope: Scope): {
  readonly allowed: readonly Requests[];
  readonly denied: readonly Requests[];
} {
  const opened = ROOTS.map((root) => openedUnder(root, scope));
  return {
    allowed: opened.flatMap(({ allowed }) => allowed),
    denied: opened.flatMap(({ denied }) => denied),
  };
}

function openedUnder(root: string, scope: Scope) {
  const held = methodsByPattern(root, scope);
  const all = new Set([...held.values()].flat());
  const stars = [...held].filter(([pattern]) => pattern.endsWith('*'));
  const allowed = [...held].flatMap(([pattern, own]) => {
    const wider = new Set(
      stars
        .filter(([star]) => star !== pattern && matchesPattern(star, pattern))
        .flatMap(([, methods]) => methods),
    );
    const rest = [...new Set(own)].filter((method) => !wider.has(method));
    const isWhole = rest.length > 1 && rest.length + wider.size === all.size;
    return (isWhole ? ['*'] : rest).map((method) => ({ method, path: `${root}${pattern}/*` }));
  });
  const isMerged = allowed.some(({ method }) => method === '*');
  const denied = METHODS.filter((method) => isMerged && !all.has(method)).map((method) => ({
    method,
    path: `${root}*`,
  }));
  return { allowed, denied };
}

function methodsByPattern(root: string, scope: Scope): Map<NamespacePattern, readonly string[]> {
  const held = new Map<NamespacePattern, readonly string[]>();
  for (const entry of scope) {
    if (entry.permission === 'admin') continue;
    const { under, methods } = ROUTE_ACCESS[entry.permission];
    if (under !== root) continue;
    held.set(entry.pattern, [...(held.get(entry.pattern) ?? []), ...methods]);
  }
  return held;
}
