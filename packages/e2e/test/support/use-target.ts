import { afterAll, beforeAll, expect } from 'vitest';
import type { Target } from '../../src/target/target.ts';

/**
 * One target for all tests of a file, each in namespaces of its own. At the end nothing that it
 * logged, and no error that it answered, may hold a token or a signed address of the whole file.
 */
export function useTarget<T extends Target>(start: () => Promise<T>): () => T {
  let target: T | undefined;
  beforeAll(async () => {
    target = await start();
  });
  afterAll(async () => {
    await target?.stop();
    expect(target?.evidence.leaks(target.logs())).toEqual([]);
    expect(target?.evidence.size).toBeGreaterThan(0);
  });
  return () => {
    if (target === undefined) throw new Error('the target did not start');
    return target;
  };
}
