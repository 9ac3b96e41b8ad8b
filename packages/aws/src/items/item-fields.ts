import type { Item } from '../table.ts';

/** What an item must hold, or a sentence that says which attribute it does not. */
export function stringField(item: Item, name: string): string {
  return present(item[name]?.S, `"${name}" is no string`);
}

export function bytesField(item: Item, name: string): Uint8Array {
  return present(item[name]?.B, `"${name}" is not binary`);
}

export function mapField(item: Item, name: string): Item {
  return present(item[name]?.M, `"${name}" is no map`);
}

/** A whole number from 0 up. */
export function countField(item: Item, name: string): number {
  const count = Number(present(item[name]?.N, `"${name}" is no number`));
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new Error(`"${name}" is no count`);
}

/** One of `values`, as text. */
export function choiceField<T extends string>(item: Item, name: string, values: readonly T[]): T {
  const text = stringField(item, name);
  const choice = values.find((value) => value === text);
  return present(choice, `"${name}" is none of ${values.join(', ')}`);
}

function present<T>(value: T | undefined, fault: string): T {
  if (value === undefined) throw new Error(fault);
  return value;
}
