import { inject, onTestFinished } from 'vitest';
import { type DeployedTarget, startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import type { Stack } from '../../../src/deployed/stack/stack.ts';

/** What was applied for this run. */
export function theStack(): Stack {
  const stack = inject('stack');
  if (stack === undefined) throw new Error('These tests belong to the project "deployed".');
  return stack;
}

/** Serves `stack` until the test is over. Refused calls to AWS are for the test to look at. */
export async function openStack(stack: Stack): Promise<DeployedTarget> {
  const target = await startDeployedTarget(stack);
  onTestFinished(() => target.close());
  return target;
}
