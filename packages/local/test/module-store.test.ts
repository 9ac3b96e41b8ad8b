import { moduleStoreContract } from '@registry/domain/testing';
import { createSqliteModuleStore, openDatabase } from '../src/index.ts';

const database = openDatabase(':memory:');

moduleStoreContract('SQLite', () => createSqliteModuleStore(database));
