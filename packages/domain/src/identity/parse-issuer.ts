import { InvalidError } from '../errors.ts';
import { usableKeys } from '../issuer-tokens/usable-keys.ts';
import type { ResourceName } from '../values/resource-name.ts';
import {
  ISSUER_ALGORITHMS,
  type IssuerAlgorithm,
  type IssuerPreset,
  type TrustedIssuer,
} from './issuer.ts';
import { parseIssuerUrl } from './issuer-url.ts';
import { presetOf } from './presets/preset-of.ts';
import { PRESETS } from './presets/presets.ts';

const MAX_AUDIENCES = 10;
const MAX_AUDIENCE = 512;
// What an OpenID provider signs with unless told otherwise (OpenID Connect Dynamic Client
// Registration 1.0 §2, id_token_signed_response_alg).
const USUAL_ALGORITHMS: readonly IssuerAlgorithm[] = ['RS256'];

/** An issuer as an administrator describes it. InvalidError where nobody could prove anything by it. */
export function parseIssuer(
  name: ResourceName,
  given: {
    readonly issuer: string;
    readonly audiences: readonly string[];
    /** Absent: those of its preset, or the usual one. */
    readonly algorithms?: readonly IssuerAlgorithm[] | undefined;
    /** RFC 7517; null to discover them. */
    readonly jwks: unknown;
    /** Null: that of the URL, if it is a known issuer's. */
    readonly preset: IssuerPreset | null;
  },
): TrustedIssuer {
  const audiences = [...new Set(given.audiences)];
  const areAudiences =
    audiences.length > 0 &&
    audiences.length <= MAX_AUDIENCES &&
    audiences.every((audience) => audience !== '' && audience.length <= MAX_AUDIENCE);
  if (!areAudiences) {
    throw new InvalidError(
      `An issuer has 1 to ${MAX_AUDIENCES} audiences of at most ${MAX_AUDIENCE} characters: whom its tokens have to be made for.`,
    );
  }
  const issuer = parseIssuerUrl(given.issuer);
  const preset = presetOf(issuer, given.preset);
  const algorithms = given.algorithms ?? usualAlgorithms(preset);
  if (algorithms.length === 0) {
    throw new InvalidError('Name the algorithms that the issuer signs with, such as RS256.');
  }
  const jwks = given.jwks === null ? undefined : usableKeys(given.jwks);
  if (jwks?.keys.length === 0) {
    throw new InvalidError(
      'None of the keys in jwks can verify a signature here; give public RSA keys of at least 2048 bits, or elliptic ones.',
    );
  }
  return {
    name,
    issuer,
    audiences,
    algorithms: ISSUER_ALGORITHMS.filter((one) => algorithms.includes(one)),
    ...(jwks && { jwks }),
    ...(preset && { preset }),
  };
}

function usualAlgorithms(preset: IssuerPreset | undefined): readonly IssuerAlgorithm[] {
  return preset === undefined ? USUAL_ALGORITHMS : PRESETS[preset].algorithms;
}
