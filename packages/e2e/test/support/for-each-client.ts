import { describe, inject } from 'vitest';
import type { Client } from '../../src/clients/client.ts';
import type { Target } from '../../src/target/target.ts';

/** What one client must be able to do with one target. */
export type ClientSuite = (target: () => Target, client: Client) => void;

/** `essentials` for every client of the run, `rest` for those that go through everything. */
export function forEachClient(
  target: () => Target,
  suites: { readonly essentials?: readonly ClientSuite[]; readonly rest?: readonly ClientSuite[] },
): void {
  const { essentials = [], rest = [] } = suites;
  for (const client of inject('clients')) {
    const chosen = client.extent === 'full' ? [...essentials, ...rest] : essentials;
    if (chosen.length === 0) continue;
    describe(client.name, () => {
      for (const suite of chosen) suite(target, client);
    });
  }
}
