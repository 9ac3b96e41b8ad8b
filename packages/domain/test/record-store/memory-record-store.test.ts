import type { Clock } from '@registry/domain';
import { createMemoryRecordStore, recordStoreContract } from '@registry/domain/testing';

// One map for all: the clock is the one that asked last.
let now: Clock = () => new Date();
const store = createMemoryRecordStore(() => now());

recordStoreContract('MemoryRecordStore', (clock) => {
  now = clock;
  return store;
});
