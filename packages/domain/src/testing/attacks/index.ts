/** What is tried on a registry, wherever it runs. */
export * from './attack-suite.ts';
export * from './attacked-registry.ts';
