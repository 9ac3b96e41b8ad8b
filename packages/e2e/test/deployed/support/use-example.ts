import { afterAll, beforeAll } from 'vitest';
import {
  applyStack,
  type ChangeableStack,
  type ToApply,
} from '../../../src/deployed/stack/apply-stack.ts';
import { heldStack } from './held-stack.ts';

const APPLY_TIMEOUT_MS = 600_000;

/**
 * Applies a root for the tests of one file, with `DEPLOY_TOOL=tofu` by another tool; or takes what
 * `DEPLOYED_STACK` holds, for who works on these tests.
 */
export function useExample(root: Omit<ToApply, 'tool'>): () => ChangeableStack {
  let applied: ChangeableStack | undefined;
  beforeAll(async () => {
    const stack = await heldStack();
    const tool = process.env['DEPLOY_TOOL'] ?? 'terraform';
    applied = stack ? held(stack) : await applyStack({ tool, ...root });
  }, APPLY_TIMEOUT_MS);
  afterAll(() => applied?.stop());
  return () => {
    if (applied === undefined) throw new Error('The example was not applied.');
    return applied;
  };
}

function held(stack: ChangeableStack['stack']): ChangeableStack {
  return {
    stack,
    change: () => Promise.reject(new Error('A stack that is held cannot be changed.')),
    stop: async () => {},
  };
}
