import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './lock.ts';

/** Deletes what killed builds left beside an engine's folder: `<folder>.building.<dead pid>`. */
export function removeLeftovers(folder: string): void {
  const parent = dirname(folder);
  for (const name of readdirSync(parent)) {
    const [, pid] = name.split(/\.(?:building|outdated)\./);
    if (name.startsWith(`${basename(folder)}.`) && pid !== undefined && !isAlive(Number(pid))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}
