import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDbClient } from '../../../packages/aws/src/modules/index.ts';
import { indexKey } from '../../../packages/aws/src/table.ts';
import { testSettings } from '../../../packages/aws/src/testing/test-account.ts';
import { formatModuleId, type ModuleId } from '../../../packages/domain/src/index.ts';
import { atMost, type Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';
import { alternate, type Rounds } from '../rounds/alternate.ts';
import { compare } from '../rounds/compare.ts';
import { milliseconds } from '../rounds/milliseconds.ts';
import { median } from '../rounds/statistics.ts';
import { measureCosts } from './costs.ts';
import { createReadFunction } from './read-function.ts';
import { startTable } from './table.ts';

const FEW = 10;
const MANY = 10_000;

// DynamoDB Local is a Java program, which takes thousands of calls to become as fast as it gets.
const WARM_UP = 1000;

/** `/versions` through the read function's handler on DynamoDB Local. */
export async function measureAws({ quick, atEnd, say }: PartContext): Promise<Measurement[]> {
  say('starting DynamoDB Local');
  const table = await startTable(atEnd);
  const modules = { few: await table.addModule(FEW), many: await table.addModule(MANY) };
  const client = createDynamoDbClient(testSettings(table.endpoint));
  atEnd(async () => client.destroy());
  const read = createReadFunction({ ...table, client });
  const versionsOf = (id: ModuleId) => () => read(`/v1/modules/${formatModuleId(id)}/versions`);
  const itemOf = (id: ModuleId) => () =>
    client.send(
      new GetItemCommand({ TableName: table.tableName, Key: indexKey(id), ConsistentRead: true }),
    );

  say('warming up');
  for (const ask of [versionsOf(modules.few), versionsOf(modules.many), itemOf(modules.few)]) {
    for (let call = 0; call < (quick ? 100 : WARM_UP); call += 1) await ask();
  }
  const pair = (ours: () => Promise<unknown>, other: () => Promise<unknown>) =>
    alternate(quick ? 50 : 1000, milliseconds(ours), milliseconds(other));
  say(`${MANY} versions beside ${FEW}, and beside the item alone`);
  const growth = await pair(versionsOf(modules.many), versionsOf(modules.few));
  const many = await pair(versionsOf(modules.many), itemOf(modules.many));
  const few = await pair(versionsOf(modules.few), itemOf(modules.few));
  return [
    ratio(`/versions at ${MANY} versions, time beside ${FEW}`, growth, 3),
    ratio(`/versions at ${MANY} versions, time beside a GetItem of its item`, many, 1.25),
    ratio(`/versions at ${FEW} versions, time beside a GetItem of its item`, few, 1.25),
    ...(await measureCosts(table, [
      { name: `/versions at ${FEW} versions`, path: `${formatModuleId(modules.few)}/versions` },
      { name: `/versions at ${MANY} versions`, path: `${formatModuleId(modules.many)}/versions` },
      { name: '/download', path: `${formatModuleId(modules.many)}/1.0.0/download` },
    ])),
  ];
}

function ratio(name: string, rounds: Rounds<number>, limit: number): Measurement {
  const [ours, other] = [median(rounds.ours), median(rounds.other)];
  const from = `${ours.toFixed(2)} ms and ${other.toFixed(2)} ms`;
  return { name, ...compare(rounds), unit: 'ratio', budget: atMost(limit), from };
}
