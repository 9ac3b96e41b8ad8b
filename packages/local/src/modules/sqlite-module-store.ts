import type { DatabaseSync } from 'node:sqlite';
import {
  type CommitResult,
  decodeDocumentation,
  encodeDocumentation,
  formatModuleId,
  type ModuleChange,
  type ModuleId,
  type ModuleStore,
  parseVersion,
  type Version,
  versionKey,
} from '@registry/domain';
import { inTransaction, onDatabase } from '../database.ts';
import { readRecord, writeRecord } from './record.ts';

/** Modules in SQLite. One commit is one transaction. */
export function createSqliteModuleStore(database: DatabaseSync): ModuleStore {
  const statements = {
    index: database.prepare('SELECT revision, body, etag, latest FROM modules WHERE id = ?'),
    version: database.prepare('SELECT record, state FROM versions WHERE module = ? AND key = ?'),
    documentation: database.prepare(
      'SELECT documentation FROM versions WHERE module = ? AND key = ?',
    ),
    putIndex: database.prepare('INSERT OR REPLACE INTO modules VALUES (?, ?, ?, ?, ?)'),
    putVersion: database.prepare('INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?, ?)'),
  };

  const commit = ({ record, documentation, index, expected }: ModuleChange): CommitResult => {
    const module = formatModuleId(record.id);
    const key = versionKey(record.version);
    const state = statements.version.get(module, key)?.['state'] ?? 'absent';
    if (state !== expected) return 'version_changed';
    const revision = statements.index.get(module)?.['revision'] ?? 0;
    if (revision !== index.revision - 1) return 'index_changed';
    const documented = documentation && encodeDocumentation(documentation);
    statements.putVersion.run(module, key, writeRecord(record), record.state, documented);
    statements.putIndex.run(module, index.revision, index.body, index.etag, index.latest ?? null);
    return 'committed';
  };

  return {
    async getIndex(id) {
      const row = onDatabase(() => statements.index.get(formatModuleId(id)));
      if (row === undefined) return undefined;
      const { revision, body, etag, latest } = row;
      if (!(body instanceof Uint8Array)) throw new TypeError('modules.body is no blob');
      return {
        revision: Number(revision),
        body,
        etag: String(etag),
        latest: latest === null ? undefined : parseVersion(String(latest)),
      };
    },
    async getVersion(id: ModuleId, version: Version) {
      const row = onDatabase(() => statements.version.get(formatModuleId(id), versionKey(version)));
      return row && readRecord(id, String(row['state']), String(row['record']));
    },
    async getDocumentation(id: ModuleId, version: Version) {
      const row = onDatabase(() =>
        statements.documentation.get(formatModuleId(id), versionKey(version)),
      );
      const stored = row?.['documentation'];
      return stored instanceof Uint8Array ? decodeDocumentation(stored) : undefined;
    },
    async commit(change) {
      return onDatabase(() => inTransaction(database, () => commit(change)));
    },
  };
}
