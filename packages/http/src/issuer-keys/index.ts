/** Reading the keys of issuers from the network, which is not to be trusted. */

import type { Clock } from '@registry/domain';
import { createIssuerKeys, type IssuerKeys } from '@registry/domain/issuer-tokens';
import { discoverKeys } from './discover-keys.ts';
import { createFetchJson } from './fetch-json.ts';
import { resolve } from './guarded-lookup.ts';

const MAX_BYTES = 512 * 1024;
/** For as long the keys of an issuer are waited for, if nobody says otherwise. */
export const TIMEOUT_MS = 5000;

/** Keys of issuers, given or discovered; `privateHosts` and `timeoutMs` as in {@link discoverKeys}. */
export function createNetworkIssuerKeys(deps: {
  readonly privateHosts: readonly string[];
  readonly clock: Clock;
  readonly timeoutMs?: number;
}): IssuerKeys {
  const fetchJson = createFetchJson({ resolve, maxBytes: MAX_BYTES });
  const { clock, privateHosts, timeoutMs = TIMEOUT_MS } = deps;
  const fetchKeys = discoverKeys({ fetchJson, privateHosts, timeoutMs });
  return createIssuerKeys({ fetchKeys, clock });
}
