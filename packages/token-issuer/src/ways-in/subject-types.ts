/** What a subject token may be (RFC 8693 §3): ours, and those that stand for a proof. */
export const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
export const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
export const JWT = 'urn:ietf:params:oauth:token-type:jwt';
/** A signed request for sts:GetCallerIdentity. */
export const AWS4_REQUEST = 'urn:ietf:params:aws:token-type:aws4_request';

/** The ways in that the token endpoint has, beside our own tokens, by `subject_token_type`. */
export const WAY_OF_TYPE = {
  [ID_TOKEN]: 'oidc',
  [JWT]: 'oidc',
  [AWS4_REQUEST]: 'aws-proof',
} as const;

export type ExchangeWay = (typeof WAY_OF_TYPE)[keyof typeof WAY_OF_TYPE];
