/** Where a part says what is to be undone when it is over, however it ends. */
export type AtEnd = (undo: () => Promise<void>) => void;

/** Runs `work` and then, last first, what it asked for. */
export async function withCleanup<T>(work: (atEnd: AtEnd) => Promise<T>): Promise<T> {
  const undo: (() => Promise<void>)[] = [];
  try {
    return await work((step) => undo.push(step));
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}
