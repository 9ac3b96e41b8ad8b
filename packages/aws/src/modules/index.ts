/** Modules in the table. What only reads imports no command that writes. */
export { createDynamoDbClient } from '../clients/dynamodb.ts';
export { CorruptedItemError } from '../items/corrupted-item-error.ts';
export { createModuleReader, type ModuleTable } from './module-reader.ts';
export { createModuleStore } from './module-store.ts';
