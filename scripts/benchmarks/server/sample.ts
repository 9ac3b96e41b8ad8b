import type { LoadGenerator } from '../load/load-generator.ts';
import type { LoadOrder } from '../load/order.ts';
import { cpuMicroseconds } from '../processes/process-facts.ts';

/** What one round says of one server. */
export interface Sample {
  readonly requestsPerSecond: number;
  readonly cpuPerRequest: number;
}

export async function sample(load: LoadGenerator, pid: number, order: LoadOrder): Promise<Sample> {
  const before = await cpuMicroseconds(pid);
  const { requests, seconds } = await load(order);
  const used = (await cpuMicroseconds(pid)) - before;
  return { requestsPerSecond: requests / seconds, cpuPerRequest: used / requests };
}
