import {
  canonicalPrincipal,
  checkLasting,
  DEFAULT_WAYS_IN,
  InvalidError,
  type Principal,
  WAYS_IN,
  type WayInName,
} from '@registry/domain';
import * as z from 'zod/mini';

/** Values with commas between them; white space around a value does not count. */
const commaList = z.pipe(
  z.string(),
  z.transform((text) => text.split(',').map((value) => value.trim())),
);

/** The ways in that are switched on, each once. */
export const waysIn = z._default(
  z.pipe(
    z.pipe(
      commaList,
      z.array(z.enum(WAYS_IN, { error: `must be a comma list of ${WAYS_IN.join(', ')}` })),
    ),
    z.transform((names): readonly WayInName[] => [...new Set(names)]),
  ),
  DEFAULT_WAYS_IN,
);

// A name or an IPv4 address, or an IPv6 address in brackets; then a port, if any. In the spelling
// that URL parsers give a host, so that the two can be compared.
const HOST = /^(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[1-9]\d{0,4})?$/;

/** Hosts, each for any port or with the one that is meant. */
export const hosts = z.optional(
  z.pipe(
    z.pipe(
      commaList,
      z.transform((names) => names.map((name) => name.toLowerCase())),
    ),
    z.array(
      z.string().check(
        z.regex(HOST, {
          error: 'must be a comma list of hosts, each alone or with its port: example.com:8443',
        }),
      ),
    ),
  ),
);

/** Who is an administrator by the deployment's word: nobody whose name somebody else may get. */
export const administrators = z._default(
  z.pipe(
    commaList,
    z.transform((names, context): readonly Principal[] => {
      try {
        const principals = new Set(names.map(canonicalPrincipal));
        for (const principal of principals) checkLasting(principal);
        return [...principals];
      } catch (error) {
        if (!(error instanceof InvalidError)) throw error;
        const message = `must be a comma list of principals. ${error.message}`;
        context.issues.push({ code: 'custom', message, input: names });
        return z.NEVER;
      }
    }),
  ),
  [],
);
