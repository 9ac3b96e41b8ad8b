import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './lock.ts';

/**
 * Deletes what killed builds left in the cache: `<name>.building.<dead pid>`. Of every name, since
 * a compiler that outlives its killed installer may write its folder anew after the next build.
 */
export function removeLeftovers(cache: string): void {
  for (const name of readdirSync(cache)) {
    const pid = /\.(?:building|outdated)\.(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      rmSync(join(cache, name), { recursive: true, force: true });
    }
  }
}
