import { join } from 'node:path';
import type { System } from './system.ts';

/** What may be thrown away at any time lies here, for this user alone. */
export function cacheFolder({ env, home }: Pick<System, 'env' | 'home'>): string {
  return join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'registry');
}
