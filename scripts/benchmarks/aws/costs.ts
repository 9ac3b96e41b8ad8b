import { createDynamoDbClient } from '../../../packages/aws/src/modules/index.ts';
import { countCalls } from '../../../packages/aws/src/testing/count-calls.ts';
import { testSettings } from '../../../packages/aws/src/testing/test-account.ts';
import { atMost, type Measurement } from '../measurement.ts';
import { createReadFunction } from './read-function.ts';
import { countReadUnits } from './read-units.ts';
import type { BenchTable } from './table.ts';

/** What one warm request of each asks of the backend: calls at the transport, and read units. */
export async function measureCosts(
  table: BenchTable,
  requests: readonly { readonly name: string; readonly path: string }[],
): Promise<Measurement[]> {
  const client = createDynamoDbClient(testSettings(table.endpoint));
  const calls = countCalls(client);
  const capacity = countReadUnits(client);
  const read = createReadFunction({ ...table, client });
  const measurements: Measurement[] = [];
  for (const { name, path } of requests) {
    await read(`/v1/modules/${path}`);
    const before = { calls: calls.calls, units: capacity.units };
    await read(`/v1/modules/${path}`);
    measurements.push({
      name: `${name}: backend calls of a warm request`,
      value: calls.calls - before.calls,
      unit: 'calls',
      budget: atMost(1),
      from: `${capacity.units - before.units} read units, strongly consistent`,
    });
  }
  client.destroy();
  return measurements;
}
