import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { atMost, type Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';
import { packedLambdas } from '../processes/builds.ts';

/** KB, zipped, without the source maps. */
const BUDGETS = { authorizer: 150, 'token-issuer': 500, read: 800, access: 800, publish: 4000 };

export async function measureBundles({ say }: PartContext): Promise<Measurement[]> {
  say('packing the functions');
  const folder = await packedLambdas();
  return Promise.all(
    Object.entries(BUDGETS).map(async ([name, limit]): Promise<Measurement> => {
      const { size } = await stat(join(folder, `${name}.zip`));
      return {
        name: `${name}.zip`,
        value: size / 1000,
        unit: 'KB',
        budget: atMost(limit),
        from: `${size} bytes`,
      };
    }),
  );
}
