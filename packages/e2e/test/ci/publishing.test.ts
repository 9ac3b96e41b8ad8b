import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CONFIGURATION,
  JWKS,
  type StartedIssuer,
  startIssuer,
} from '@registry/domain/testing/issuer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Administrator } from '../../src/access/administrator.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { CHECKOUT } from '../../src/ci/pipeline-file.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';
import { githubJobs, gitlabJobs, installs, type JobRunner, MODULE } from './support/jobs.ts';

// As the issuer of a GitHub Enterprise Server ends.
const GITHUB = '/_services/token';

let issuer: StartedIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
  issuer.instead.set(`${GITHUB}${CONFIGURATION}`, (_, response) => {
    const configuration = { issuer: `${issuer.url}${GITHUB}`, jwks_uri: `${issuer.url}${JWKS}` };
    response.end(JSON.stringify(configuration));
  });
});
afterAll(() => issuer.stop());

const target = useTarget(() =>
  startLocalTarget({
    env: {
      NODE_EXTRA_CA_CERTS: issuer.certFile,
      ISSUER_PRIVATE_HOSTS: `127.0.0.1:${issuer.port}`,
    },
  }),
);

const SYSTEMS = {
  github: {
    path: GITHUB,
    start: githubJobs,
    bound: { repository_owner_id: '4321' },
    claims: {
      sub: 'repo:acme/modules:ref:refs/tags/v1.0.0',
      repository: 'acme/modules',
      repository_id: '8765',
      repository_owner: 'acme',
    },
  },
  gitlab: {
    path: '',
    start: gitlabJobs,
    bound: { namespace_id: '72' },
    claims: {
      sub: 'project_path:acme/modules:ref_type:tag:ref:v2.0.0',
      namespace_path: 'acme',
      project_id: '20',
    },
  },
};

describe.each([
  ['the GitHub Action', 'github', '1.0.0'],
  ['the GitLab component', 'gitlab', '2.0.0'],
] as const)('%s', (_, preset, version) => {
  const { path, start, bound, claims } = SYSTEMS[preset];
  let jobs: JobRunner;
  beforeAll(async () => {
    jobs = await start(target, async (aud) => {
      const iss = `${issuer.url}${path}`;
      return target().evidence.token(await issuer.token({ ...claims, ...bound, iss, aud }));
    });
  });
  afterAll(() => jobs.stop());

  /** What an administrator does once: whose tokens, which of them, and what they may. */
  async function trust(namespace: string, permissions: readonly string[] = ['download', 'upload']) {
    const administrator = new Administrator(target());
    await administrator.send('PUT', `/v1/issuers/${preset}`, {
      issuer: `${issuer.url}${path}`,
      audiences: [target().baseUrl],
      preset,
    });
    await administrator.send('PUT', `/v1/identities/${preset}`, {
      match: { issuer: preset, claims: bound },
    });
    return administrator.grant(`identity:${preset}`, namespace, permissions);
  }

  it('publishes with the identity of the job what a client then installs', async () => {
    const namespace = freshNamespace();
    await trust(namespace);
    const module = `${namespace}/label/generic`;
    const { code, output } = await jobs.run({ module });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(await new RegistryApi(target()).versions(module)).toEqual([version]);
    expect((await installs(target(), module, version)).code).toBe(0);
  });

  it('is refused where nothing is granted, and publishes nothing', async () => {
    const namespace = freshNamespace();
    await trust(freshNamespace());
    const { code, output } = await jobs.run({ module: `${namespace}/label/generic` });
    expect(code).not.toBe(0);
    expect(output).toContain(`upload:${namespace}`);
    expect(await new RegistryApi(target()).versions(`${namespace}/label/generic`)).toEqual([]);
  });

  it('is refused where it may only read', async () => {
    const namespace = freshNamespace();
    await trust(namespace, ['download']);
    expect((await jobs.run({ module: `${namespace}/label/generic` })).code).not.toBe(0);
  });

  it('is refused once the grant is gone', async () => {
    const namespace = freshNamespace();
    const revoke = await trust(namespace);
    expect((await jobs.run({ module: `${namespace}/label/generic` })).code).toBe(0);
    await revoke();
    expect((await jobs.run({ module: `${namespace}/other/generic` })).code).not.toBe(0);
  });

  it('publishes what changed of a repository of modules', async () => {
    const namespace = freshNamespace();
    await trust(namespace);
    const files = {
      '.registry.yaml': `modules:\n  - { module: ${namespace}/a/generic, folder: a, tag: "v*" }\n  - { module: ${namespace}/b/generic, folder: b, tag: "b/v*" }\n`,
      'a/main.tf': MODULE['main.tf'],
      'b/main.tf': MODULE['main.tf'],
    };
    const { code, output } = await jobs.run({}, files);
    expect({ code, output }).toMatchObject({ code: 0 });
    const api = new RegistryApi(target());
    expect(await api.versions(`${namespace}/a/generic`)).toEqual([version]);
    expect(await api.versions(`${namespace}/b/generic`)).toEqual([]);
  });

  it('asks for several scopes, each as it is written', async () => {
    const namespace = freshNamespace();
    await trust(namespace);
    const module = `${namespace}/label/generic`;
    const scope = `upload:${namespace} download:${namespace}-*`;
    const refused = await jobs.run(
      { module, scope },
      { ...MODULE, [`download:${namespace}-x`]: '' },
    );
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain(`download:${namespace}-*`);
    const given = { module, scope: `upload:${namespace} download:${namespace}`, identity: preset };
    expect(await jobs.run(given)).toMatchObject({ code: 0 });
  });

  it('takes inputs for values and never for commands', async () => {
    const namespace = freshNamespace();
    await trust(namespace);
    const { code, output } = await jobs.run({
      module: `${namespace}/label/generic`,
      version: "1.0.0'; echo got in; '$(echo got in)`echo got in`",
    });
    expect(code).toBe(2);
    expect(output).not.toMatch(/^got in$/m);
  });
});

it('needs no newer bash than that of macOS, to which an empty array is an unset variable', async () => {
  const script = await readFile(join(CHECKOUT, 'scripts/publish-from-ci'), 'utf8');
  expect(script).toMatch(/^set -euo pipefail$/m);
  expect(script).not.toMatch(/\[[@*]\]/);
});
