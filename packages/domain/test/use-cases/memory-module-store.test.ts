import { MemoryModuleStore, moduleStoreContract } from '@registry/domain/testing';

const store = new MemoryModuleStore();

moduleStoreContract('MemoryModuleStore', () => store);
