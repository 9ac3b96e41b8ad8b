import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { type CliRepository, makeCliRepository } from '../../../src/ci/cli-repository.ts';
import { type GithubRunner, startGithubRunner } from '../../../src/ci/github-runner.ts';
import { actionScript, CHECKOUT, componentScript } from '../../../src/ci/pipeline-file.ts';
import { runScript, type ScriptRun } from '../../../src/ci/run-script.ts';
import type { Target } from '../../../src/target/target.ts';
import { call, openWorkspace } from '../../support/workspaces.ts';

type Texts = Readonly<Record<string, string>>;
export const MODULE = { 'main.tf': 'variable "name" {\n  type = string\n}\n' };

/** A CI system whose jobs publish with what this repository gives them. */
export interface JobRunner {
  /** Runs a job with these inputs on a folder with these files, by default those of a module. */
  run(given: Texts, files?: Texts): Promise<ScriptRun>;
  stop(): Promise<void>;
}

/** A runner of GitHub that runs action.yml for the tag v1.0.0; `sign` makes a job's ID tokens. */
export async function githubJobs(
  target: () => Target,
  sign: (audience: string) => Promise<string>,
): Promise<JobRunner> {
  const runner: GithubRunner = await startGithubRunner(sign);
  const env = {
    ...runner.env,
    GITHUB_ACTION_PATH: CHECKOUT,
    GITHUB_REF_TYPE: 'tag',
    GITHUB_REF_NAME: 'v1.0.0',
  };
  return {
    async run(given, files = MODULE) {
      const script = await actionScript({ registry: target().baseUrl, ...given });
      return runScript(script, env, files);
    },
    stop: () => runner.stop(),
  };
}

/**
 * A shell runner of GitLab, which keeps its folders from job to job and runs templates/publish.yml
 * for the tag v2.0.0.
 */
export async function gitlabJobs(
  target: () => Target,
  sign: (audience: string) => Promise<string>,
): Promise<JobRunner> {
  const repository: CliRepository = await makeCliRepository('v0.9.0');
  const builds = await mkdtemp(join(tmpdir(), 'registry-ci-builds-'));
  return {
    async run(given, files = MODULE) {
      const { audience, ...script } = await componentScript({
        registry: target().baseUrl,
        cli: repository.url,
        'cli-ref': 'v0.9.0',
        ...given,
      });
      const env = {
        GITLAB_CI: 'true',
        CI_COMMIT_TAG: 'v2.0.0',
        CI_BUILDS_DIR: builds,
        TMPDIR: builds,
        REGISTRY_ID_TOKEN: await sign(audience),
      };
      const run = await runScript(script, env, files);
      // The next job, of whomever, finds nothing of this one.
      expect(await readdir(builds)).toEqual([]);
      return run;
    },
    async stop() {
      await repository.remove();
      await rm(builds, { recursive: true, force: true });
    },
  };
}

/** What a client says to `init` with a module of the target. */
export async function installs(target: Target, module: string, version: string) {
  const [client] = inject('clients');
  if (client === undefined) throw new Error('there is no client');
  const workspace = await openWorkspace(target, client, call(target, module, version));
  return workspace.run('init');
}
