import type { Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';

export async function measureStart(_context: PartContext): Promise<Measurement[]> {
  throw new Error('The start of the read function is not measured yet.');
}
