/** The ports on one folder: SQLite, files, and keys in files. */
export * from './data-folder.ts';
export { openDatabase } from './database.ts';
export * from './key-files.ts';
export * from './modules/remember-modules.ts';
export * from './modules/sqlite-module-store.ts';
export { onDisk } from './packages/disk.ts';
export * from './packages/file-package-store.ts';
export * from './packages/package-endpoint.ts';
export * from './packages/sweep-uploads.ts';
export * from './records/sqlite-record-store.ts';
