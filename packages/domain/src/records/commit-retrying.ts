import { UnavailableError } from '../errors.ts';
import type { Backoff } from '../ports/clock.ts';
import type { RecordChange, RecordStore } from '../ports/record-store.ts';

const MAX_ATTEMPTS = 20;

export interface CommitDeps {
  readonly records: RecordStore;
  readonly backoff: Backoff;
}

/**
 * Reads, decides and commits, and does it all again where somebody else was faster: what was
 * decided on is what is there when it is committed. No changes: there is nothing to do.
 */
export async function commitRetrying<T>(
  { records, backoff }: CommitDeps,
  decide: () => Promise<{ readonly changes: readonly RecordChange[]; readonly result: T }>,
): Promise<T> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const { changes, result } = await decide();
    if (changes.length === 0 || (await records.commit(changes)) === 'committed') return result;
    await backoff(attempt);
  }
  throw new UnavailableError('Too many others are changing this right now; try again.');
}
