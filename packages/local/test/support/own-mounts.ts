import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

const NAMESPACE = ['--map-root-user', '--mount'];

/**
 * Runs `script` with sh, in a mount namespace of its own: what it mounts is gone with it. Says so
 * and skips where the machine allows no such thing (macOS, some containers).
 */
export function runWithOwnMounts(
  { skip }: Pick<TestContext, 'skip'>,
  script: string,
  args: readonly string[],
): string {
  const probe = 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d" && rmdir "$d"';
  if (spawnSync('unshare', [...NAMESPACE, 'sh', '-c', probe]).status !== 0) {
    skip('this machine lets us mount nothing, so there is no such disk to test on');
  }
  const ran = spawnSync('unshare', [...NAMESPACE, 'sh', '-c', script, ...args], {
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`the script failed: ${ran.stderr}${ran.stdout}`);
  return ran.stdout;
}
