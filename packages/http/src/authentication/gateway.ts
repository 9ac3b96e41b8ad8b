import { type Clock, parsePrincipal, parseScope, UnauthenticatedError } from '@registry/domain';
import { CLOCK_SKEW_SECONDS } from '@registry/domain/tokens';
import { z } from 'zod';
import { parsed } from '../schema.ts';
import type { Authenticate } from './authenticate.ts';

// API Gateway REST hands on what the authorizer said as strings, an HTTP API as it was.
const ReceivedContext = z.object({
  principal: parsed(parsePrincipal, { example: 'identity:ci' }),
  scope: parsed(parseScope, { example: 'download:acme' }),
  expires_at: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]),
  token_id: z.string().min(1),
});

/** The context that our authorizer gives its policy, for the apps behind the gateway. */
export interface AuthorizerContext {
  readonly principal: string;
  readonly scope: string;
  /** Seconds since 1970. */
  readonly expires_at: number;
  readonly token_id: string;
}

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
    const { principal, scope, expires_at, token_id } = received.data;
    if (clock().getTime() >= (expires_at + CLOCK_SKEW_SECONDS) * 1000) {
      throw new UnauthenticatedError(
        'invalid_token',
        'The access token has expired; get a new one.',
      );
    }
    return { principal, scope, expiresAt: new Date(expires_at * 1000), tokenId: token_id };
  };
}
