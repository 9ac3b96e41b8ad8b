/** What is known of issuers that many have. */
export * from './check-binding.ts';
export * from './fillable-grants.ts';
export * from './keeps-subjects.ts';
export * from './preset.ts';
export * from './preset-of.ts';
export * from './presets.ts';
