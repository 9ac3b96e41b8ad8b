/** Reading the keys of issuers from the network, which is not to be trusted. */

import type { Clock } from '@registry/domain';
import { createIssuerKeys, type IssuerKeys } from '@registry/domain/issuer-tokens';
import { discoverKeys } from './discover-keys.ts';
import { createFetchJson } from './fetch-json.ts';
import { resolve } from './guarded-lookup.ts';

const LIMITS = { timeoutMs: 5000, maxBytes: 512 * 1024 };

/** Keys of issuers, given or discovered; `privateHosts` as in {@link discoverKeys}. */
export function createNetworkIssuerKeys(deps: {
  readonly privateHosts: readonly string[];
  readonly clock: Clock;
}): IssuerKeys {
  const fetchJson = createFetchJson({ resolve, limits: LIMITS });
  const { clock, privateHosts } = deps;
  return createIssuerKeys({ fetchKeys: discoverKeys({ fetchJson, privateHosts }), clock });
}
