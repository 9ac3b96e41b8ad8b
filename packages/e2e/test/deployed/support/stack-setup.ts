import type { TestProject } from 'vitest/node';
import { applyStack } from '../../../src/deployed/stack/apply-stack.ts';
import type { Stack } from '../../../src/deployed/stack/stack.ts';
import { heldStack } from './held-stack.ts';
import { packageLambdas } from './zips-setup.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What was applied for this run; undefined where the server is tested. */
    readonly stack: Stack | undefined;
  }
}

/** The example that each project is about. */
const EXAMPLES: Readonly<Record<string, string>> = {
  deployed: 'examples/minimal',
  'deployed-complete': 'examples/complete',
};

/**
 * Applies the example of a project once for the whole run, with `DEPLOY_TOOL=tofu` by another tool.
 * `DEPLOYED_STACK` names a file of hold-stack.ts instead, for who works on these tests.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const held = await heldStack();
  if (held !== undefined) {
    project.provide('stack', held);
    return async () => {};
  }
  await packageLambdas();
  const tool = process.env['DEPLOY_TOOL'] ?? 'terraform';
  const { stack, stop } = await applyStack({ folder: EXAMPLES[project.name] ?? '', tool });
  project.provide('stack', stack);
  return stop;
}
