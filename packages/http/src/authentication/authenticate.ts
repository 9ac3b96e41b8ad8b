import { type Caller, UnauthenticatedError } from '@registry/domain';
import type { TokenVerifier } from '@registry/domain/tokens';
import type { Context } from 'hono';
import type { ApiEnv } from '../api-env.ts';

/** Who makes this request? UnauthenticatedError where nobody can be told. */
export type Authenticate = (c: Context<ApiEnv>) => Promise<Caller>;

/** RFC 6750 §2.1: `Authorization: Bearer …`, the scheme in any case; for edges without a gateway. */
export function bearerAuthentication(verify: TokenVerifier): Authenticate {
  return async (c) => {
    const header = c.req.header('authorization');
    if (header === undefined) throw missingToken('This request needs a token');
    const [scheme = '', token = '', ...rest] = header.split(' ');
    if (scheme.toLowerCase() !== 'bearer') throw missingToken('Only bearer tokens are accepted');
    if (token === '' || rest.length > 0) {
      throw new UnauthenticatedError('invalid_token', 'The Authorization header is malformed.');
    }
    return verify(token);
  };
}

function missingToken(fault: string): UnauthenticatedError {
  return new UnauthenticatedError(
    'missing',
    `${fault}: send "Authorization: Bearer <token>", or put the token into a credentials block for this host.`,
  );
}

/** For apps whose routes are all open. */
export const noAuthentication: Authenticate = async () => {
  throw missingToken('This request needs a token, and nobody here can check one');
};
