import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CHECKOUT } from './pipeline-file.ts';

/** A git repository that can be cloned from here. */
export interface CliRepository {
  readonly url: string;
  remove(): Promise<void>;
}

/**
 * What a pipeline clones to publish with, under one tag: the script of this checkout, and
 * registry-cli as it is built here, since a clone would build it anew.
 */
export async function makeCliRepository(tag: string): Promise<CliRepository> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-ci-remote-'));
  const scripts = join(folder, 'scripts');
  await mkdir(scripts);
  await cp(join(CHECKOUT, 'scripts/publish-from-ci'), join(scripts, 'publish-from-ci'));
  const program = join(CHECKOUT, 'scripts/registry-cli');
  await writeFile(join(scripts, 'registry-cli'), `#!/bin/sh\nexec '${program}' "$@"\n`);
  await chmod(join(scripts, 'registry-cli'), 0o755);
  const git = (...args: string[]) => promisify(execFile)('git', ['-C', folder, ...args]);
  const author = ['-c', 'user.name=ci', '-c', 'user.email=ci@example.com'];
  await git('init', '--quiet');
  await git('add', '.');
  await git(...author, 'commit', '--quiet', '--message', 'Publish from CI');
  await git('tag', tag);
  return {
    url: `file://${folder}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
