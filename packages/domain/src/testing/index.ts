/** Fakes, samples and the contract suites that every adapter of a port runs. */
export * from './attacks/index.ts';
export * from './forge-token.ts';
export * from './hs256-attacks.ts';
export * from './memory-module-store.ts';
export * from './memory-package-store.ts';
export * from './memory-record-store.ts';
export * from './module-store.contract.ts';
export * from './package-store.contract.ts';
export * from './record-store.contract.ts';
export * from './samples.ts';
export * from './signing-key.contract.ts';
export * from './static-token-attacks.ts';
export * from './test-signing-key.ts';
export * from './token-attack.ts';
export * from './token-attacks.ts';
