import { type Caller, UnauthenticatedError } from '@registry/domain';
import type { TokenVerifier } from '@registry/domain/tokens';
import { OAuthError } from './oauth-error.ts';
import { ACCESS_TOKEN } from './token-request.ts';

/**
 * A way in: turns the subject token of one type into whom it stands for and what that may do.
 * OAuthError `invalid_grant` where the token does not hold.
 */
export type WayIn = (subjectToken: string) => Promise<Caller>;

/** The ways in, by `subject_token_type`. */
export type WaysIn = ReadonlyMap<string, WayIn>;

/** RFC 8693 §2.2.2 leaves the code for a bad subject token open; `invalid_grant` says it best. */
export function ownAccessToken(verify: TokenVerifier): [string, WayIn] {
  return [
    ACCESS_TOKEN,
    async (subjectToken) => {
      try {
        return await verify(subjectToken);
      } catch (error) {
        if (!(error instanceof UnauthenticatedError)) throw error;
        throw new OAuthError('invalid_grant', error.message, { cause: error });
      }
    },
  ];
}

export async function identify(waysIn: WaysIn, type: string, token: string): Promise<Caller> {
  const wayIn = waysIn.get(type);
  if (wayIn !== undefined) return wayIn(token);
  throw new OAuthError(
    'invalid_request',
    `The subject_token_type must be one of ${[...waysIn.keys()].join(', ')}.`,
  );
}
