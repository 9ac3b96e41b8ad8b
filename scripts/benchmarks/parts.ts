import { measureAws } from './aws/index.ts';
import { measureBundles } from './bundles/index.ts';
import { measureDeployed } from './deployed/index.ts';
import { measureInit } from './init/index.ts';
import { measureMemory } from './memory/index.ts';
import type { Part } from './part.ts';
import { measureServer } from './server/index.ts';
import { measureStart } from './start/index.ts';
import { measureTokens } from './tokens/index.ts';

/** In the order in which they run. */
export const PARTS = {
  server: measureServer,
  memory: measureMemory,
  init: measureInit,
  aws: measureAws,
  bundles: measureBundles,
  start: measureStart,
  tokens: measureTokens,
  deployed: measureDeployed,
} as const satisfies Record<string, Part>;

export type PartName = keyof typeof PARTS;
