import { decodeJwt, errors, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose';
import { InvalidError, UnauthenticatedError } from '../errors.ts';
import type { TrustedIssuer } from '../identity/issuer.ts';
import { oidcPrincipal } from '../identity/oidc-principal.ts';
import type { TokenProof } from '../identity/proof.ts';
import type { TrustedIssuers } from '../identity/trusted-issuers.ts';
import type { Clock } from '../ports/clock.ts';
import { CLOCK_SKEW_SECONDS } from '../tokens/claims.ts';
import { awsClaims } from './aws-claims.ts';
import type { IssuerKeys } from './issuer-keys.ts';

const MAX_TOKEN_LENGTH = 16_384;
// Issuers give tokens for the length of a job. Kubernetes makes some that hold for a year
// (kube-apiserver, --service-account-extend-token-expiration): those are good for a day here.
const MAX_AGE_SECONDS = 24 * 60 * 60;
// RFC 7515 §3.1; the decoder would skip white space.
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
// RFC 8725 §3.11: a token that says to be something else is something else, whoever signed it.
const TYPES = ['jwt', 'at+jwt'];
const NOT_VALID = 'The token is not valid here; get a new one from its issuer.';

/**
 * Checks a token of somebody else's and says what it proves. UnauthenticatedError where it does
 * not hold, UnavailableError where the keys of its issuer cannot be read now.
 */
export type IssuerTokenVerifier = (token: string) => Promise<TokenProof>;

/**
 * Verifies tokens of trusted issuers (OpenID Connect Core 1.0 §3.1.3.7, RFC 8725). The token's own
 * `iss`, not believed yet, chooses whose settings and keys it has to stand up to; nothing else in
 * it has a say in how it is verified.
 */
export function createIssuerTokenVerifier(deps: {
  readonly issuers: TrustedIssuers;
  readonly keys: IssuerKeys;
  readonly clock: Clock;
}): IssuerTokenVerifier {
  return async (token) => {
    if (token.length > MAX_TOKEN_LENGTH) throw refusal('The token is too long.');
    if (!COMPACT.test(token)) throw refusal('The token is no signed JWT.');
    const claimed = issuerIn(token);
    const issuer = (await deps.issuers()).find((known) => known.issuer === claimed);
    if (issuer === undefined) {
      throw refusal('The issuer of the token is not trusted here; an administrator can add it.');
    }
    try {
      const verified = await jwtVerify(token, deps.keys(issuer), {
        issuer: issuer.issuer,
        audience: [...issuer.audiences],
        algorithms: [...issuer.algorithms],
        // Requires iat as well, as the two above require iss and aud.
        maxTokenAge: MAX_AGE_SECONDS,
        clockTolerance: CLOCK_SKEW_SECONDS,
        currentDate: deps.clock(),
      });
      return proofOf(verified, issuer);
    } catch (error) {
      throw refusalOf(error, issuer);
    }
  };
}

function issuerIn(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch (cause) {
    throw refusal('The token is no signed JWT.', cause);
  }
}

function proofOf({ payload, protectedHeader }: JWTVerifyResult, issuer: TrustedIssuer): TokenProof {
  const type = String(protectedHeader.typ ?? 'JWT').toLowerCase();
  if (!TYPES.includes(type.replace(/^application\//, ''))) throw refusal(NOT_VALID);
  const { sub, exp } = payload;
  if (typeof sub !== 'string' || sub === '' || typeof exp !== 'number') throw refusal(NOT_VALID);
  const expiresAt = new Date(exp * 1000);
  if (Number.isNaN(expiresAt.getTime())) throw refusal(NOT_VALID);
  // §3.1.3.7 (3): whoever else the token is for could bring it here.
  if (!audiencesOf(payload).every((one) => issuer.audiences.includes(one))) {
    throw refusal(wrongAudience(issuer));
  }
  const aws = issuer.preset === 'aws' ? awsClaims(payload) : undefined;
  if (issuer.preset === 'aws' && aws === undefined) throw refusal(NOT_VALID);
  return {
    kind: 'token',
    way: 'oidc',
    principal: oidcPrincipal(issuer.issuer, sub),
    issuer: issuer.name,
    ...(issuer.preset && { preset: issuer.preset }),
    claims: payload,
    expiresAt,
    ...(aws && { aws }),
  };
}

function audiencesOf({ aud = [] }: JWTPayload): readonly string[] {
  return typeof aud === 'string' ? [aud] : aud;
}

function refusalOf(error: unknown, issuer: TrustedIssuer): unknown {
  if (error instanceof errors.JWTExpired) {
    return refusal('The token has expired; get a new one from its issuer.', error);
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
    return refusal(wrongAudience(issuer), error);
  }
  if (error instanceof errors.JOSEError || error instanceof InvalidError) {
    return refusal(NOT_VALID, error);
  }
  return error;
}

function wrongAudience({ audiences }: TrustedIssuer): string {
  return `The token is for somebody else; ask its issuer for one with the audience ${audiences.join(' or ')}, and no other.`;
}

function refusal(message: string, cause?: unknown): UnauthenticatedError {
  return new UnauthenticatedError('invalid_token', message, { cause });
}
