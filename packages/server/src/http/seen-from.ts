import type { EdgeContext } from '@registry/http';

interface Connection {
  /** Absent once it has ended. */
  readonly remoteAddress?: string | undefined;
}

/** The address at the other end of the connection, and never one that a header names. */
export function seenFrom({ remoteAddress }: Connection): EdgeContext {
  // A socket for both protocols writes IPv4 as part of IPv6.
  return remoteAddress === undefined ? {} : { source: remoteAddress.replace(/^::ffff:/, '') };
}
