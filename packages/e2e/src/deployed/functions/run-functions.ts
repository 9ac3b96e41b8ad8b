import { rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Functions, Invocation } from '../gateway/functions.ts';
import type { DeployedFunction, Permission } from './deployed-function.ts';
import type { Surroundings } from './environment.ts';
import { functionFaults } from './function-faults.ts';
import { createPool, type Pool } from './pool.ts';
import { unpack } from './unpack.ts';

export interface RunningFunctions extends Functions {
  /** Names of the functions that were invoked, once for each time. */
  readonly invoked: readonly string[];
  /**
   * Brings Lambda to what was deployed meanwhile: of a function that has changed, no instance goes
   * on. An Error where Lambda would refuse one.
   */
  deploy(functions: readonly DeployedFunction[]): Promise<void>;
  /** Ends every process at once; until `revive` every invocation fails. */
  kill(): Promise<void>;
  revive(): void;
  stop(): Promise<void>;
}

/**
 * Lambda: runs the zips of `functions` as they were deployed. `surroundingsOf` says what is added
 * to the environment of each.
 *
 * @throws Error where Lambda would refuse a function
 */
export async function runFunctions(
  functions: readonly DeployedFunction[],
  surroundingsOf: (fn: DeployedFunction) => Surroundings,
  log: (line: string) => void,
): Promise<RunningFunctions> {
  const running = new Map<string, { fn: DeployedFunction; root: string; pool: Pool }>();
  const deploy = async (wanted: readonly DeployedFunction[]) => {
    const faults = wanted.flatMap(functionFaults);
    if (faults.length > 0) throw new Error(faults.join(' '));
    for (const fn of wanted) {
      const old = running.get(fn.arn);
      if (isDeepStrictEqual(old?.fn, fn)) continue;
      const root = await unpack(fn.zip);
      const pool = createPool(fn, root, surroundingsOf(fn), (line) => log(`${fn.name} ${line}`));
      running.set(fn.arn, { fn, root, pool });
      await old?.pool.kill();
      if (old) await rm(old.root, { recursive: true });
    }
  };
  await deploy(functions);
  const invoked: string[] = [];
  let isDown = false;
  const kill = async () => {
    isDown = true;
    await Promise.all([...running.values()].map(({ pool }) => pool.kill()));
  };
  return {
    invoked,
    deploy,
    async invoke(functionArn, event, sourceArn): Promise<Invocation> {
      const called = running.get(functionArn);
      if (called === undefined || !mayInvoke(called.fn.permissions, sourceArn)) {
        return { kind: 'refused', reason: 'permission' };
      }
      invoked.push(called.fn.name);
      if (isDown) return { kind: 'error', type: 'Runtime.ExitError', message: 'Runtime exited' };
      const outcome = await called.pool.invoke(event);
      if (outcome.kind === 'error') log(`${called.fn.name} ${outcome.type}: ${outcome.message}`);
      return outcome;
    },
    kill,
    revive() {
      isDown = false;
    },
    async stop() {
      await kill();
      const roots = [...running.values()].map(({ root }) => rm(root, { recursive: true }));
      await Promise.all(roots);
    },
  };
}

function mayInvoke(permissions: readonly Permission[], sourceArn: string): boolean {
  return permissions.some(
    (permission) =>
      permission.principal === 'apigateway.amazonaws.com' &&
      permission.action === 'lambda:InvokeFunction' &&
      (permission.sourceArn === undefined || matches(permission.sourceArn, sourceArn)),
  );
}

/** ArnLike: a star stands for any characters, slashes too. */
function matches(pattern: string, arn: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(arn);
}
