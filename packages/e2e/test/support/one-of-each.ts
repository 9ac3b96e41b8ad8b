import { inject } from 'vitest';
import type { Client } from '../../src/clients/client.ts';

/** One terraform and one tofu of the run, where what is proved does not depend on their age. */
export function oneOfEach(): Client[] {
  const clients = inject('clients');
  return clients.filter(
    ({ product }, index) => clients.findIndex((each) => each.product === product) === index,
  );
}
