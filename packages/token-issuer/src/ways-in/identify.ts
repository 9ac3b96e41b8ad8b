import type { Caller, Proof } from '@registry/domain';
import type { TokenVerifier } from '@registry/domain/tokens';
import { OAuthError } from '../oauth-error.ts';
import { ACCESS_TOKEN, WAY_OF_TYPE } from './subject-types.ts';
import type { Asked, WaysIn } from './way-in.ts';

export type Identify = (
  type: string,
  subjectToken: string,
  asked: Asked,
) => Promise<Caller | Proof>;

/** Finds the way in for a `subject_token_type` and asks it who that is: a caller, if it is ours. */
export function createIdentify(deps: {
  readonly verify: TokenVerifier;
  readonly waysIn: WaysIn;
}): Identify {
  const { verify, waysIn } = deps;
  return async (type, subjectToken, asked) => {
    if (type === ACCESS_TOKEN) {
      if (asked.identity === undefined) return verify(subjectToken);
      throw refusal('A token of this registry says itself who it is; leave out identity.');
    }
    const way = isProofType(type) ? WAY_OF_TYPE[type] : undefined;
    const wayIn = way && waysIn[way];
    if (wayIn !== undefined) return wayIn(subjectToken, asked);
    const why = way === undefined ? '' : `The way in ${way} is switched off here. `;
    const types = Object.keys(WAY_OF_TYPE).filter(
      (other) => isProofType(other) && waysIn[WAY_OF_TYPE[other]] !== undefined,
    );
    throw refusal(
      `${why}The subject_token_type must be one of ${[ACCESS_TOKEN, ...types].join(', ')}.`,
    );
  };
}

function isProofType(type: string): type is keyof typeof WAY_OF_TYPE {
  return Object.hasOwn(WAY_OF_TYPE, type);
}

function refusal(message: string): OAuthError {
  return new OAuthError('invalid_request', message);
}
