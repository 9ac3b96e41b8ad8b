import type { Principal } from '../values/principal.ts';
import type { IssuerPreset } from './issuer.ts';

/**
 * What somebody has proved about themselves, before anybody asks what that is good for. Made by a
 * way in, after every check of its own; matched against the identities.
 */
export type Proof = AwsProof | TokenProof;

export interface AwsProof {
  readonly kind: 'aws';
  /** Canonical, as in `canonicalAwsPrincipal`. */
  readonly principal: Principal;
  /** As STS gives it: `arn:aws:sts::123456789012:assumed-role/Name/session`. */
  readonly arn: string;
  readonly account: string;
  /** `AROA…:session`, `AIDA…`. */
  readonly userId: string;
  /** Only where AWS itself says so: the gateway's request context, or a web identity. */
  readonly organization?: string;
  readonly way: 'aws-gateway' | 'aws-proof';
}

export interface TokenProof {
  readonly kind: 'token';
  /** `oidc:<issuer>#<subject>`. */
  readonly principal: Principal;
  /** The name that the issuer has in the registry. */
  readonly issuer: string;
  /** What is known of such issuers. */
  readonly preset?: IssuerPreset;
  /** Verified, all of them; `iss`, `sub` and `aud` among them. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The token itself ends then; nothing that is traded for it may outlive this. */
  readonly expiresAt: Date;
  readonly way: 'oidc';
  /** AWS says these of a web identity token that it has issued itself. */
  readonly aws?: { readonly account: string; readonly organization?: string };
}
