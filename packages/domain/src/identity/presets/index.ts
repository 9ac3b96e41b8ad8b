/** What is known of issuers that many have. */
export * from './check-binding.ts';
export * from './fillable-grants.ts';
export * from './preset.ts';
export * from './presets.ts';
