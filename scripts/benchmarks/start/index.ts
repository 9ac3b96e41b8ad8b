import { TEST_CREDENTIALS, TEST_REGION } from '../../../packages/aws/src/testing/test-account.ts';
import { formatModuleId } from '../../../packages/domain/src/index.ts';
import { restEvent } from '../aws/rest-event.ts';
import { type BenchTable, startTable } from '../aws/table.ts';
import { atMost, type Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';
import { alternate } from '../rounds/alternate.ts';
import { compare } from '../rounds/compare.ts';
import { median } from '../rounds/statistics.ts';
import { bundleEmptyFunction, unpackReadFunction } from './bundles.ts';
import { timeToAnswer } from './time-to-answer.ts';

/** From nothing to the first answer of the read function, beside a function that does nothing. */
export async function measureStart({ quick, atEnd, say }: PartContext): Promise<Measurement[]> {
  say('packing the functions, starting DynamoDB Local');
  const read = await unpackReadFunction(atEnd);
  const empty = await bundleEmptyFunction(atEnd);
  const table = await startTable(atEnd);
  const id = await table.addModule(100);
  const env = environmentOf(table);
  const requests = {
    '/versions': restEvent(`/v1/modules/${formatModuleId(id)}/versions`),
    'service discovery': restEvent('/.well-known/terraform.json'),
  };
  const measurements: Measurement[] = [];
  for (const [name, event] of Object.entries(requests)) {
    say(`starting the function for ${name}`);
    const milliseconds = await alternate(
      quick ? 3 : 25,
      () => timeToAnswer(read, event, env),
      () => timeToAnswer(empty, event, env),
    );
    const [ours, other] = [median(milliseconds.ours), median(milliseconds.other)];
    measurements.push({
      name: `start of the read function to its first answer (${name}), beside an empty one`,
      ...compare(milliseconds),
      unit: 'ratio',
      budget: atMost(2),
      from: `${Math.round(ours)} ms and ${Math.round(other)} ms`,
    });
  }
  return measurements;
}

/** As Terraform and Lambda set it, but for the endpoint. */
function environmentOf({ endpoint, tableName }: BenchTable): Record<string, string> {
  return {
    AWS_REGION: TEST_REGION,
    AWS_ACCESS_KEY_ID: TEST_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: TEST_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: endpoint,
    TABLE_NAME: tableName,
    PACKAGES_BUCKET: 'packages',
    AUTHENTICATION: 'gateway',
  };
}
