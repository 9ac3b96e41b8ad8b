import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  decodeIndex,
  encodeIndex,
  InvalidError,
  type ModuleId,
  parseVersion,
} from '@registry/domain';
import { freshModuleId, moduleStoreContract, sampleVersion } from '@registry/domain/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { CorruptedItemError } from '../src/modules/index.ts';
import { indexToItem } from '../src/modules/index-item.ts';
import { versionToItem } from '../src/modules/version-item.ts';
import { documentationKey, type Item, indexKey, versionItemKey } from '../src/table.ts';
import { freshTable } from './fresh-table.ts';

let table: Awaited<ReturnType<typeof freshTable>>;

beforeAll(async () => {
  table = await freshTable();
});

moduleStoreContract('DynamoDB', () => table.store);

const v1 = parseVersion('1.0.0');
const index = (id: ModuleId, versions = [v1], revision = 1) => encodeIndex(id, versions, revision);

describe('an item that cannot be read', () => {
  const id = freshModuleId();
  const goodIndex = indexToItem(index(id));
  const goodVersion = versionToItem(sampleVersion(id, '1.0.0').record);
  const source = (map: Item) => ({ ...goodVersion, source: { M: map } });

  const put = (key: Item, rest: Item) =>
    table.client.send(
      new PutItemCommand({ TableName: table.tableName, Item: { ...rest, ...key } }),
    );

  it.each<[string, Item]>([
    ['nothing', {}],
    ['a body that is text', { ...goodIndex, body: { S: 'x' } }],
    ['a body that is not gzip', { ...goodIndex, body: { B: Buffer.from('{}') } }],
    ['a revision that is no number', { ...goodIndex, revision: { S: '1' } }],
    ['a negative revision', { ...goodIndex, revision: { N: '-1' } }],
    ['a latest version that is none', { ...goodIndex, latest: { S: 'newest' } }],
  ])('is an error that names it, for an index with %s', async (_, item) => {
    await put(indexKey(id), item);
    const reading = table.store.getIndex(id);
    await expect(reading).rejects.toThrow(CorruptedItemError);
    await expect(reading).rejects.toThrow(`MODULE#${id.namespace}/vpc/aws · INDEX`);
  });

  it.each<[string, Item]>([
    ['nothing', {}],
    ['a state nobody knows', { ...goodVersion, state: { S: 'gone' } }],
    ['a publisher that is none', { ...goodVersion, published_by: { S: '' } }],
    ['a time that is none', { ...goodVersion, published_at: { S: 'yesterday' } }],
    ['a source of no kind', source({ address: { S: 'git::https://example.com/x.git' } })],
    ['an address without one', source({ kind: { S: 'address' } })],
    ['a package without a digest', source({ kind: { S: 'stored' }, size: { N: '1' } })],
  ])('is an error that names it, for a version with %s', async (_, item) => {
    await put(versionItemKey(id, v1), item);
    const reading = table.store.getVersion(id, v1);
    await expect(reading).rejects.toThrow(CorruptedItemError);
    await expect(reading).rejects.toThrow('VERSION#1.0.0');
  });

  it('is an error that names it, for documentation', async () => {
    await put(documentationKey(id, v1), { body: { B: Buffer.from('no gzip') } });
    const reading = table.store.getDocumentation(id, v1);
    await expect(reading).rejects.toThrow(CorruptedItemError);
    await expect(reading).rejects.toThrow('DOCUMENTATION#1.0.0');
  });
});

describe('an index that outgrows its item', () => {
  it('is refused with the reason, and nothing is written', async () => {
    const id = freshModuleId();
    const large = { ...index(id), body: new Uint8Array(400 * 1024).fill(1) };
    const committing = table.store.commit({
      ...sampleVersion(id, '1.0.0'),
      expected: 'absent',
      index: large,
    });
    await expect(committing).rejects.toThrow(InvalidError);
    await expect(committing).rejects.toThrow(/has too many versions/);
    expect(await table.store.getVersion(id, v1)).toBeUndefined();
  });
});

describe('a commit that was overtaken in both places', () => {
  it('says so of the version, which decides whether trying again can help', async () => {
    const id = freshModuleId();
    const change = { ...sampleVersion(id, '1.0.0'), expected: 'absent', index: index(id) } as const;
    expect(await table.store.commit(change)).toBe('committed');
    expect(await table.store.commit(change)).toBe('version_changed');
    expect(decodeIndex(await table.store.getIndex(id))).toEqual(['1.0.0']);
  });
});
