/** What both sides measured, round by round; a pair was taken within the same few seconds. */
export interface Rounds<T> {
  readonly ours: readonly T[];
  readonly other: readonly T[];
}

/**
 * Measures our side, the other, ours, … so that whatever else the machine does meets both. The
 * first round warms up and does not count.
 */
export async function alternate<T>(
  rounds: number,
  ours: () => Promise<T>,
  other: () => Promise<T>,
): Promise<Rounds<T>> {
  await ours();
  await other();
  const taken: { ours: T[]; other: T[] } = { ours: [], other: [] };
  for (let round = 0; round < rounds; round += 1) {
    taken.ours.push(await ours());
    taken.other.push(await other());
  }
  return taken;
}
