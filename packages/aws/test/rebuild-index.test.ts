import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  createPublishVersion,
  createRemoveVersion,
  DEFAULT_PACKAGE_LIMITS,
  decodeIndex,
  formatModuleId,
  parsePrincipal,
  parseVersion,
} from '@registry/domain';
import { freshModuleId, MemoryPackageStore } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { findModules, rebuildIndex } from '../src/modules/rebuild-index.ts';
import { indexKey } from '../src/table.ts';
import { freshTable } from './fresh-table.ts';

/** A module with versions in an order of their own, one of them removed. */
async function openModule() {
  const table = await freshTable();
  const id = freshModuleId();
  const backoff = () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 20));
  const deps = { modules: table.store, backoff };
  const publish = createPublishVersion({
    ...deps,
    packages: new MemoryPackageStore(),
    buckets: undefined,
    inspector: { inspect: () => Promise.reject(new Error('nothing to inspect')) },
    limits: DEFAULT_PACKAGE_LIMITS,
    clock: () => new Date(),
  });
  const publishVersion = (version: string) =>
    publish({
      id,
      version: parseVersion(version),
      content: { kind: 'address', address: `git::https://example.com/x.git?ref=${version}` },
      publisher: parsePrincipal('identity:publisher'),
    });
  for (const version of ['1.10.0', '1.9.0', '2.0.0-rc.1', '1.2.0']) await publishVersion(version);
  await createRemoveVersion(deps)(id, parseVersion('1.2.0'));
  const TableName = table.tableName;
  const rebuild = () => rebuildIndex(table, id);
  return { ...table, TableName, id, publishVersion, rebuild };
}

const LISTED = ['2.0.0-rc.1', '1.10.0', '1.9.0'];

describe('rebuilding an index from the versions', () => {
  it('brings back the very answer of before, once it was lost', async () => {
    const { client, store, TableName, id, rebuild } = await openModule();
    const before = await store.getIndex(id);
    await client.send(new DeleteItemCommand({ TableName, Key: indexKey(id) }));
    expect(await rebuild()).toEqual({ versions: 3, changed: true });
    const after = await store.getIndex(id);
    expect(decodeIndex(after)).toEqual(LISTED);
    expect({ ...after, revision: 0 }).toEqual({ ...before, revision: 0 });
  });

  it('leaves alone what is as the versions say', async () => {
    const { store, id, rebuild } = await openModule();
    const before = await store.getIndex(id);
    expect(await rebuild()).toEqual({ versions: 3, changed: false });
    expect(await store.getIndex(id)).toEqual(before);
  });

  const damages: [string, string, Record<string, unknown>][] = [
    ['lists something else', 'SET body = :x', { ':x': { B: Buffer.from([0x1f, 0x8b, 0]) } }],
    ['is no list', 'SET body = :x', { ':x': { S: 'not even binary' } }],
    ['names another latest version', 'SET latest = :x', { ':x': { S: '9.9.9' } }],
    ['has lost its revision', 'REMOVE revision', {}],
  ];
  it.each(damages)('mends one that %s', async (_, UpdateExpression, values) => {
    const { client, store, TableName, id, rebuild } = await openModule();
    const before = await store.getIndex(id);
    const Key = indexKey(id);
    const given = Object.keys(values).length > 0 && {
      ExpressionAttributeValues: Object(values),
    };
    await client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression, ...given }));
    expect(await rebuild()).toMatchObject({ changed: true });
    const after = await store.getIndex(id);
    expect({ ...after, revision: 0 }).toEqual({ ...before, revision: 0 });
  });

  it('loses nothing that is published meanwhile', async () => {
    const { client, store, TableName, id, publishVersion, rebuild } = await openModule();
    const later = Array.from({ length: 20 }, (_, patch) => `3.0.${patch}`);
    await client.send(new DeleteItemCommand({ TableName, Key: indexKey(id) }));
    const publishing = later.map(publishVersion);
    const rebuilding = Array.from({ length: 5 }, rebuild);
    await Promise.all([...publishing, ...rebuilding]);
    const all = [...later.toReversed(), ...LISTED];
    expect(decodeIndex(await store.getIndex(id))).toEqual(all);
    expect(await rebuild()).toEqual({ versions: all.length, changed: false });
  });

  it('takes the revision further, so that nobody overwrites it by what they had read', async () => {
    const { client, store, TableName, id, rebuild } = await openModule();
    const before = await store.getIndex(id);
    const UpdateExpression = 'SET latest = :x';
    const ExpressionAttributeValues = { ':x': { S: '9.9.9' } };
    const change = { TableName, Key: indexKey(id), UpdateExpression, ExpressionAttributeValues };
    await client.send(new UpdateItemCommand(change));
    await rebuild();
    expect((await store.getIndex(id))?.revision).toBe((before?.revision ?? 0) + 1);
  });
});

it('the modules of a table are those that have versions, each once', async () => {
  const { id, TableName, client, tableName } = await openModule();
  const Item = { pk: { S: 'PRINCIPAL#identity:x' }, sk: { S: 'VERSION#1' } };
  await client.send(new PutItemCommand({ TableName, Item }));
  const found = await findModules({ client, tableName });
  expect(found.map(formatModuleId)).toEqual([formatModuleId(id)]);
});
