import { parsePrincipal, parseScope, UnauthenticatedError } from '@registry/domain';
import { z } from 'zod';
import type { Authenticate } from './authenticate.ts';

// API Gateway hands on what the authorizer said as strings.
const AuthorizerContext = z.object({
  principal: z.string().transform(parsePrincipal),
  scope: z.string().transform(parseScope),
  expires_at: z.coerce.number().transform((seconds) => new Date(seconds * 1000)),
  token_id: z.string(),
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
 * the gateway may invoke; without an authorizer's context there is no caller.
 */
export const gatewayAuthentication: Authenticate = async (c) => {
  const parsed = AuthorizerContext.safeParse(c.env.edge?.authorizer);
  if (!parsed.success) {
    throw new UnauthenticatedError('missing', 'The gateway has not authorized this request.');
  }
  const { principal, scope, expires_at, token_id } = parsed.data;
  return { principal, scope, expiresAt: expires_at, tokenId: token_id };
};
