/** Records in the table. What only reads imports no command that writes. */
export { createDynamoDbClient } from '../clients/dynamodb.ts';
export { createRecordReader, type RecordTable } from './record-reader.ts';
export { createRecordStore } from './record-store.ts';
