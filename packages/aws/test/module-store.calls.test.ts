import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { encodeIndex, parseVersion, type Version } from '@registry/domain';
import { freshModuleId, sampleVersion } from '@registry/domain/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { indexKey } from '../src/table.ts';
import { freshTable } from './fresh-table.ts';
import { recordInputs } from './record-inputs.ts';

let table: Awaited<ReturnType<typeof freshTable>>;

beforeAll(async () => {
  table = await freshTable();
});

/** As a module of some years has them: patches, minors, majors and release candidates. */
function manyVersions(count: number): Version[] {
  return Array.from({ length: count }, (_, index) => {
    const prerelease = index % 7 === 3 ? `-rc.${index % 5}` : '';
    return parseVersion(`${index % 40}.${index % 97}.${index}${prerelease}`);
  });
}

async function publishedModule(count: number) {
  const id = freshModuleId();
  await table.store.commit({
    ...sampleVersion(id, '1.0.0'),
    expected: 'absent',
    index: encodeIndex(id, manyVersions(count), 1),
  });
  return id;
}

/** The calls that `work` made, counted at the SDK's transport. */
async function callsOf(work: () => Promise<unknown>): Promise<number> {
  const before = table.counter.calls;
  await work();
  return table.counter.calls - before;
}

describe('backend calls', () => {
  it.each([10, 10_000])('reads an index of %i versions with one', async (count) => {
    const id = await publishedModule(count);
    expect(await callsOf(() => table.store.getIndex(id))).toBe(1);
  });

  it('reads a version with one, and its documentation with one', async () => {
    const id = await publishedModule(10);
    const version = parseVersion('1.0.0');
    expect(await callsOf(() => table.store.getVersion(id, version))).toBe(1);
    expect(await callsOf(() => table.store.getDocumentation(id, version))).toBe(1);
  });

  it('asks for what was written last, not for what a replica may still hold', async () => {
    const id = await publishedModule(10);
    const inputs = recordInputs(table.client);
    await table.store.getIndex(id);
    await table.store.getVersion(id, parseVersion('1.0.0'));
    await table.store.getDocumentation(id, parseVersion('1.0.0'));
    expect(inputs).toMatchObject(Array(3).fill({ ConsistentRead: true }));
  });

  it('commits with one', async () => {
    expect(await callsOf(() => publishedModule(10))).toBe(1);
  });
});

describe('an index of 10,000 versions', () => {
  it('fits its item eight times over, and costs the read units of its bytes', async () => {
    const id = await publishedModule(10_000);
    const { Item: item, ConsumedCapacity: consumed } = await table.client.send(
      new GetItemCommand({
        TableName: table.tableName,
        Key: indexKey(id),
        ConsistentRead: true,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    const bytes = item?.['body']?.B?.byteLength ?? Number.NaN;
    expect(bytes).toBeLessThan((400 * 1024) / 8);
    // Strongly consistent: one unit for each 4 KiB begun, attribute names and keys included.
    expect(consumed?.CapacityUnits).toBe(Math.ceil((bytes + 200) / 4096));
    console.info(`index of 10,000 versions: ${bytes} bytes, ${consumed?.CapacityUnits} read units`);
  });
});
