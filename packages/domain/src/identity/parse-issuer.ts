import { InvalidError } from '../errors.ts';
import { usableKeys } from '../issuer-tokens/usable-keys.ts';
import type { ResourceName } from '../values/resource-name.ts';
import type { IssuerAlgorithm, IssuerPreset, TrustedIssuer } from './issuer.ts';
import { parseIssuerUrl } from './issuer-url.ts';
import { checkPreset } from './presets/check-binding.ts';

const MAX_AUDIENCES = 10;
const MAX_AUDIENCE = 512;

/** An issuer as an administrator describes it. InvalidError where nobody could prove anything by it. */
export function parseIssuer(
  name: ResourceName,
  given: {
    readonly issuer: string;
    readonly audiences: readonly string[];
    readonly algorithms: readonly IssuerAlgorithm[];
    /** RFC 7517; null to discover them. */
    readonly jwks: unknown;
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
  if (given.algorithms.length === 0) {
    throw new InvalidError('Name the algorithms that the issuer signs with, such as RS256.');
  }
  const jwks = given.jwks === null ? undefined : usableKeys(given.jwks);
  if (jwks?.keys.length === 0) {
    throw new InvalidError(
      'None of the keys in jwks can verify a signature here; give public RSA keys of at least 2048 bits, or elliptic ones.',
    );
  }
  const issuer = parseIssuerUrl(given.issuer);
  checkPreset({ issuer, ...(given.preset && { preset: given.preset }) });
  return {
    name,
    issuer,
    audiences,
    algorithms: [...new Set(given.algorithms)],
    ...(jwks && { jwks }),
    ...(given.preset && { preset: given.preset }),
  };
}
