/** Settings from the environment, for entry files; light enough for every function. */
export * from './config-error.ts';
export * from './describe-settings.ts';
export * from './lists.ts';
export * from './parse-environment.ts';
export * from './public-keys.ts';
export * from './settings.ts';
