import { moduleStoreContract } from '@registry/domain/testing';
import { createSqliteModuleStore, openDatabase, rememberModules } from '../src/index.ts';

const database = openDatabase(':memory:');
const remembered = rememberModules(createSqliteModuleStore(openDatabase(':memory:')));

moduleStoreContract('SQLite', () => createSqliteModuleStore(database));

moduleStoreContract('SQLite, remembered', () => remembered);
