/** Issuing and verifying access tokens; apart from the rest, because it brings jose along. */
export * from './claims.ts';
export * from './issue-token.ts';
export * from './other-verifiers.ts';
export * from './reject-revoked.ts';
export * from './remember-verified.ts';
export * from './verify-by-kind.ts';
export * from './verify-external.ts';
export * from './verify-hs256.ts';
export * from './verify-token.ts';
