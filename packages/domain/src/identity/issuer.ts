import type { JSONWebKeySet } from 'jose';
import type { ResourceName } from '../values/resource-name.ts';

export const ISSUER_PRESETS = [
  'github',
  'gitlab',
  'buildkite',
  'circleci',
  'bitbucket',
  'terraform-cloud',
  'kubernetes',
  'google',
  'aws',
] as const;
export type IssuerPreset = (typeof ISSUER_PRESETS)[number];

/** Asymmetric ones only: whoever knows a shared secret could sign as well as verify. */
export const ISSUER_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
export type IssuerAlgorithm = (typeof ISSUER_ALGORITHMS)[number];

/** Whose tokens are proofs here. */
export interface TrustedIssuer {
  readonly name: ResourceName;
  /** `iss`, exactly: an https URL. */
  readonly issuer: string;
  /** `aud` must name one of them; never empty. */
  readonly audiences: readonly string[];
  readonly algorithms: readonly IssuerAlgorithm[];
  /** Absent: discovered at the issuer (OpenID Connect Discovery 1.0 §4). */
  readonly jwks?: JSONWebKeySet;
  /** Brings the rules of a known issuer: which claims an identity must bind. */
  readonly preset?: IssuerPreset;
}
