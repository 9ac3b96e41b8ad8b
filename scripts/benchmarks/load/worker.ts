/// <reference path="./autocannon.d.ts" />
/** A process of its own, so that making requests and answering them share no event loop. */
import autocannon from 'autocannon';
import { isLoadOrder, type LoadOrder, type LoadResult } from './order.ts';

// The run ends with a look at the clock, so this is how much longer it takes than it was told.
const SAMPLE_MS = 20;

process.on('message', (order: unknown) => {
  if (isLoadOrder(order)) load(order).then((result) => process.send?.(result));
});
process.once('disconnect', () => process.exit());

async function load({ url, connections, seconds, headers }: LoadOrder): Promise<LoadResult> {
  const options = { url, connections, headers, duration: seconds, sampleInt: SAMPLE_MS };
  const result = await autocannon(options);
  return {
    requests: result['2xx'],
    failures: result.non2xx + result.errors,
    seconds: (result.finish.getTime() - result.start.getTime()) / 1000,
  };
}
