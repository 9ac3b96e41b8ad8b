import {
  type Clock,
  parsePrincipal,
  parseResourceName,
  parseScope,
  UnauthenticatedError,
} from '@registry/domain';
import { CLOCK_SKEW_SECONDS } from '@registry/domain/tokens';
import { z } from 'zod';
import { parsed } from '../schema.ts';
import type { Authenticate } from './authenticate.ts';

const seconds = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);

// API Gateway REST hands on what the authorizer said as strings, an HTTP API as it was.
const ReceivedContext = z.object({
  principal: parsed(parsePrincipal, { example: 'identity:ci' }),
  actor: z.optional(parsed(parsePrincipal, { example: 'oidc:https://issuer.example#job' })),
  scope: parsed(parseScope, { example: 'download:acme' }),
  issued_at: seconds,
  expires_at: seconds,
  token_id: z.string().min(1),
  origin: z.string().optional(),
  identities: z.optional(
    parsed((text) => text.split(' ').map(parseResourceName), { example: 'ci deploy' }),
  ),
  variables: z.optional(z.string().transform(parseVariables)),
});

/**
 * Takes the caller from what the gateway's authorizer said. Only for functions that nothing but
 * the gateway may invoke; without an authorizer's context there is no caller. The gateway goes on
 * using an answer from its cache after the token has expired (for 300 s, if nobody says
 * otherwise), so the end of the token is judged here once more.
 */
export function gatewayAuthentication(clock: Clock): Authenticate {
  return async (c) => {
    const received = ReceivedContext.safeParse(c.env.edge?.authorizer);
    if (!received.success) {
      throw new UnauthenticatedError('missing', 'The gateway has not authorized this request.');
    }
    const { issued_at, expires_at, token_id, origin, actor, variables, ...caller } = received.data;
    if (clock().getTime() >= (expires_at + CLOCK_SKEW_SECONDS) * 1000) {
      throw new UnauthenticatedError(
        'invalid_token',
        'The access token has expired; get a new one.',
      );
    }
    return {
      ...caller,
      issuedAt: new Date(issued_at * 1000),
      expiresAt: new Date(expires_at * 1000),
      tokenId: token_id,
      ...(origin === undefined ? {} : { origin }),
      identities: caller.identities ?? [],
      ...(actor === undefined ? {} : { actor }),
      ...(variables === undefined ? {} : { variables }),
    };
  };
}

/** The claims that grants were filled with. What our authorizer has not written is a fault of ours. */
function parseVariables(text: string): Readonly<Record<string, string>> {
  return z.record(z.string(), z.string()).parse(JSON.parse(text));
}
