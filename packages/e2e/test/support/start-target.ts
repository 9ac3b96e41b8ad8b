import { inject } from 'vitest';
import { startDeployedTarget } from '../../src/deployed/deployed-target.ts';
import { type LocalOptions, startLocalTarget } from '../../src/target/local-target.ts';
import type { Target } from '../../src/target/target.ts';

/** A registry that may be killed wherever it is, and started again where it was. */
export interface RestartableTarget extends Target {
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/**
 * The registry that a run is about: the built server, or in the project "deployed" the stack that
 * was applied for the run. `options` are for the server.
 */
export async function startTarget(options: LocalOptions = {}): Promise<RestartableTarget> {
  const stack = inject('stack');
  return stack === undefined ? startLocalTarget(options) : startDeployedTarget(stack);
}
