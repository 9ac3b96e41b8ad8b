/** For answers that come as JSON without types: nothing is taken for granted. */

/** What lies at `path`; undefined where that leads nowhere. */
export function dig(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) => membersOf(found).find(([member]) => member === name)?.[1],
    value,
  );
}

/** Of an object or a list, by name or number; none of anything else. */
export function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** What `path` leads to, if it is a text; else an empty one. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = dig(value, ...path);
  return typeof found === 'string' ? found : '';
}
