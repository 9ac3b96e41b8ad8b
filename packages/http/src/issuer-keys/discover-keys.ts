import type { FetchIssuerKeys } from '@registry/domain/issuer-tokens';
import * as z from 'zod/mini';
import type { FetchJson } from './fetch-json.ts';

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.string() });

/**
 * Reads the keys of an issuer where OpenID Connect Discovery 1.0 §4 says they are. `privateHosts`
 * are those that may have private addresses, each for any port or with the one that is meant; an
 * issuer among them answers for the host of its `jwks_uri` as well. `timeoutMs` is the time for all
 * of it: a function that is ended while it waits remembers nothing, and waits again for the next.
 */
export function discoverKeys(deps: {
  readonly fetchJson: FetchJson;
  readonly privateHosts: readonly string[];
  readonly timeoutMs: number;
}): FetchIssuerKeys {
  const { fetchJson, privateHosts } = deps;
  const isNamed = ({ hostname, port }: URL) =>
    [hostname, `${hostname}:${port || 443}`].some((host) => privateHosts.includes(host));
  return async (issuer) => {
    const signal = AbortSignal.timeout(deps.timeoutMs);
    const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const metadata = Metadata.parse(await fetchJson(url, { signal, privateAllowed: isNamed(url) }));
    // §4.3: else one issuer could lend its keys to another.
    if (metadata.issuer !== issuer) throw new Error(`${url.href} is about another issuer.`);
    const keys = new URL(metadata.jwks_uri);
    return fetchJson(keys, { signal, privateAllowed: isNamed(url) || isNamed(keys) });
  };
}
