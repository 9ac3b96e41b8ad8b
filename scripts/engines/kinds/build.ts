import type { Engine } from '../engine.ts';

/** One build: read from `recipe`, write into `into` (later renamed to `folder`), say it in `log`. */
export interface Build {
  readonly engine: Engine;
  readonly recipe: string;
  readonly into: string;
  readonly folder: string;
  readonly log: string;
}
