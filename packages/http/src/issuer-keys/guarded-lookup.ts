import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** As `dns.lookup` with `all`; tests bring answers of their own. */
export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const resolve: Resolve = (host, done) => lookup(host, { all: true }, done);

export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
  readonly code = 'private_address';

  constructor(host: string) {
    super(
      `${host} has an address that is not on the Internet; name the host in ISSUER_PRIVATE_HOSTS if that is right.`,
    );
  }
}

/**
 * The lookup of a connection, which gives it public addresses only. It is the very answer that the
 * connection uses, so a name that changes between a look and a connection gains nothing by it
 * (DNS rebinding). One private address among several is reason enough to refuse them all.
 */
export function guardedLookup(resolveHost: Resolve): LookupFunction {
  return (host, options, done) => {
    resolveHost(host, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || first === undefined)
        return done(error ?? new Error(`${host} has no address.`), '');
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        return done(new PrivateAddressError(host), '');
      }
      if (options.all) return done(null, [...addresses]);
      return done(null, first.address, first.family);
    });
  };
}

/** PrivateAddressError where a URL names a private address itself: there is no lookup then. */
export function refusePrivateLiteral({ hostname }: URL): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) && !isPublicAddress(address)) throw new PrivateAddressError(hostname);
}
