/** The time of one call, so that the two sides meet the same moments of the machine. */
export function milliseconds(call: () => Promise<unknown>): () => Promise<number> {
  return async () => {
    const started = performance.now();
    await call();
    return performance.now() - started;
  };
}
