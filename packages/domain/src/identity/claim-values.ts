type Claims = Readonly<Record<string, unknown>>;

/**
 * The values of a claim as text: of a list, each of its members. `kubernetes.io/namespace` is the
 * member of a claim that is an object, unless a claim has all of that for a name.
 */
export function claimValues(claims: Claims, name: string): readonly string[] {
  const value = find(claims, name);
  return (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
      ? [String(one)]
      : [],
  );
}

function find(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
    const outer = name.slice(0, at);
    const inner = Object.hasOwn(claims, outer) ? claims[outer] : undefined;
    if (isClaims(inner)) return find(inner, name.slice(at + 1));
  }
  return undefined;
}

function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
