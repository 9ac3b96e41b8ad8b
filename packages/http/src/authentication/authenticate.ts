import { bearerToken, type Caller, UnauthenticatedError } from '@registry/domain';
import type { TokenVerifier } from '@registry/domain/tokens';
import type { Context } from 'hono';
import type { ApiEnv } from '../api-env.ts';

/** Who makes this request? UnauthenticatedError where nobody can be told. */
export type Authenticate = (c: Context<ApiEnv>) => Promise<Caller>;

/** RFC 6750 §2.1: `Authorization: Bearer …`, the scheme in any case; for edges without a gateway. */
export function bearerAuthentication(verify: TokenVerifier): Authenticate {
  return async (c) => verify(bearerToken(c.req.header('authorization')));
}

/** For apps whose routes are all open. */
export const noAuthentication: Authenticate = async () => {
  throw new UnauthenticatedError('missing', 'This request needs a token; nobody here checks one.');
};
