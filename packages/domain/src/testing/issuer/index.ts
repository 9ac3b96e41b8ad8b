/** An OpenID issuer for tests; apart, because it starts a server. */
export * from './issuer-key.ts';
export * from './make-certificate.ts';
export * from './start-issuer.ts';
