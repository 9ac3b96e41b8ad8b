/** What a subject token may be (RFC 8693 §3), and AWS's own. */
export const TOKEN_TYPES = {
  ACCESS_TOKEN: 'urn:ietf:params:oauth:token-type:access_token',
  ID_TOKEN: 'urn:ietf:params:oauth:token-type:id_token',
  PROOF: 'urn:ietf:params:aws:token-type:aws4_request',
} as const;
