import { DatabaseSync } from 'node:sqlite';
import { UnavailableError } from '@registry/domain';
import { DataFolderError } from './data-folder.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS modules (
    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, body BLOB NOT NULL, etag TEXT NOT NULL, latest TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS versions (
    module TEXT NOT NULL, key TEXT NOT NULL, record TEXT NOT NULL, state TEXT NOT NULL,
    documentation BLOB, PRIMARY KEY (module, key)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS records (
    partition TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, revision INTEGER NOT NULL,
    listed_partition TEXT, listed_id TEXT, expires_at INTEGER, PRIMARY KEY (partition, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS records_listed ON records (listed_partition, listed_id, partition, id);
  CREATE INDEX IF NOT EXISTS records_expiring ON records (expires_at);
`;

/**
 * Opens the database and keeps it for this process alone: the lock is the kernel's, so it is gone
 * with the process however that ends. A commit is on the disk before it is acknowledged.
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path);
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    database.exec(`BEGIN EXCLUSIVE; ${SCHEMA} COMMIT`);
    return database;
  } catch (cause) {
    throw new DataFolderError(openFault(path, cause), { cause });
  }
}

function openFault(path: string, cause: unknown): string {
  if (sqliteCode(cause) === SQLITE_BUSY) {
    return `Another registry is running on ${path}; stop it, or set DATA_DIR to another folder.`;
  }
  return `The database ${path} cannot be opened: ${cause instanceof Error ? cause.message : cause}.`;
}

/** Runs `work`; a database that cannot serve now is an UnavailableError. */
export function onDatabase<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!UNAVAILABLE.includes(sqliteCode(error) ?? 0)) throw error;
    throw new UnavailableError('The registry cannot write to its database; try again later.', {
      cause: error,
      retryAfterSeconds: 10,
    });
  }
}

/** All that `work` does, or nothing of it where it throws. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk may have rolled it back already; then there is nothing left to undo.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

// Primary result codes, https://sqlite.org/rescode.html.
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
const UNAVAILABLE: readonly number[] = [SQLITE_BUSY, SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL];

function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  // The low byte of an extended code is the primary one.
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
