import { UnauthenticatedError } from '../errors.ts';
import { isRevoked, type RevocationReader } from '../revocation/revocations.ts';
import type { TokenVerifier } from './claims.ts';

/**
 * A verifier that also asks whether the token, or its bearer, is revoked. Asked last, so that only
 * tokens that hold make anybody look; and every time, whatever `verify` remembers.
 */
export function rejectRevoked(verify: TokenVerifier, revocations: RevocationReader): TokenVerifier {
  return async (token) => {
    const caller = await verify(token);
    if (!isRevoked(caller, await revocations.read())) return caller;
    throw new UnauthenticatedError(
      'invalid_token',
      'The access token has been revoked; get a new one, if you still may have one.',
    );
  };
}
