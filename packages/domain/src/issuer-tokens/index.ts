/** Verifying tokens of other issuers; apart from the rest, because it brings jose along. */
export * from './issuer-keys.ts';
export type { FetchIssuerKeys } from './remembered-keys.ts';
export * from './usable-keys.ts';
export * from './verify-issuer-token.ts';
