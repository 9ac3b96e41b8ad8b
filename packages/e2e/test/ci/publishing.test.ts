import { type StartedIssuer, startIssuer } from '@registry/domain/testing/issuer';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { type GithubRunner, startGithubRunner } from '../../src/ci/github-runner.ts';
import { actionScript, CHECKOUT, componentScript } from '../../src/ci/pipeline-file.ts';
import { runScript } from '../../src/ci/run-script.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';
import { useTarget } from '../support/use-target.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

const CLAIMS = {
  sub: 'repo:acme/modules:ref:refs/heads/main',
  repository: 'acme/modules',
  repository_owner_id: '4321',
  ref: 'refs/heads/main',
};
type Files = Readonly<Record<string, string>>;
const MODULE = { 'main.tf': 'variable "name" {\n  type = string\n}\n' };

let issuer: StartedIssuer;
let runner: GithubRunner;
beforeAll(async () => {
  issuer = await startIssuer();
  runner = await startGithubRunner(async (aud) => secret(await issuer.token({ ...CLAIMS, aud })));
});
afterAll(async () => {
  await runner.stop();
  await issuer.stop();
});

const target = useTarget(() =>
  startLocalTarget({
    env: {
      NODE_EXTRA_CA_CERTS: issuer.certFile,
      ISSUER_PRIVATE_HOSTS: `127.0.0.1:${issuer.port}`,
    },
  }),
);
const secret = (token: string) => target().evidence.token(token);

/** What an administrator does once: whose tokens, which of them, and what they may. */
async function trust(namespace: string, permissions: readonly string[] = ['download', 'upload']) {
  const api = new RegistryApi(target());
  const put = async (path: string, body: object) => {
    const { status, text } = await api.send('PUT', path, body);
    expect([200, 201], text).toContain(status);
  };
  await put('/v1/issuers/ci', {
    issuer: issuer.url,
    audiences: [target().baseUrl],
    algorithms: ['RS256'],
  });
  await put('/v1/identities/ci', {
    match: { issuer: 'ci', claims: { repository_owner_id: CLAIMS.repository_owner_id } },
  });
  const grant = `/v1/namespaces/${namespace}/grants?principal=identity:ci`;
  await put(grant, { permissions, reason: 'publishes its modules' });
  return { revoke: () => api.send('DELETE', grant) };
}

async function github(
  given: Readonly<Record<string, string>>,
  files: Files = MODULE,
  ref = 'v1.0.0',
) {
  const script = await actionScript({ registry: target().baseUrl, ...given });
  const env = {
    ...runner.env,
    GITHUB_ACTION_PATH: CHECKOUT,
    GITHUB_REF_TYPE: 'tag',
    GITHUB_REF_NAME: ref,
  };
  return runScript(script, env, files);
}

async function gitlab(given: Readonly<Record<string, string>>, files: Files = MODULE) {
  const { run, env, audience } = await componentScript({
    registry: target().baseUrl,
    cli: 'https://gitlab.example.com/platform/terraform-registry.git',
    'cli-ref': 'v1.0.0',
    ...given,
  });
  // The clone has nothing to do with us: what it would fetch is here.
  const [clone, ...rest] = run.split('\n');
  expect(clone).toMatch(/^git clone .*"\$CI_BUILDS_DIR\/registry-cli"$/);
  const runnerEnv = {
    GITLAB_CI: 'true',
    CI_COMMIT_TAG: 'v2.0.0',
    CI_BUILDS_DIR: '/nowhere',
    REGISTRY_ID_TOKEN: secret(await issuer.token({ ...CLAIMS, aud: audience })),
  };
  const script = rest.join('\n').replaceAll('$CI_BUILDS_DIR/registry-cli', CHECKOUT);
  return runScript({ run: script, env }, runnerEnv, files);
}

async function installs(module: string, version: string) {
  const [client] = inject('clients');
  if (client === undefined) throw new Error('there is no client');
  const workspace = await openWorkspace(target(), client, call(target(), module, version));
  return workspace.run('init');
}

describe.each([
  ['the GitHub Action', github, '1.0.0'],
  ['the GitLab component', gitlab, '2.0.0'],
] as const)('%s', (_, publish, version) => {
  it('publishes with the identity of the job what a client then installs', async () => {
    const namespace = freshNamespace();
    await trust(namespace);
    const module = `${namespace}/label/generic`;
    const { code, output } = await publish({ module });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(await new RegistryApi(target()).versions(module)).toEqual([version]);
    expect((await installs(module, version)).code).toBe(0);
  });

  it('is refused where nothing is granted, and publishes nothing', async () => {
    const namespace = freshNamespace();
    await trust(freshNamespace());
    const { code, output } = await publish({ module: `${namespace}/label/generic` });
    expect(code).not.toBe(0);
    expect(output).toContain(`upload:${namespace}`);
    expect(await new RegistryApi(target()).versions(`${namespace}/label/generic`)).toEqual([]);
  });

  it('is refused where it may only read', async () => {
    const namespace = freshNamespace();
    await trust(namespace, ['download']);
    expect((await publish({ module: `${namespace}/label/generic` })).code).not.toBe(0);
  });

  it('is refused once the grant is gone', async () => {
    const namespace = freshNamespace();
    const { revoke } = await trust(namespace);
    expect((await publish({ module: `${namespace}/label/generic` })).code).toBe(0);
    expect((await revoke()).status).toBe(204);
    const again = await publish({ module: `${namespace}/other/generic` });
    expect(again.code).not.toBe(0);
  });

  it('publishes what changed of a repository of modules', async () => {
    const namespace = freshNamespace();
    await trust(namespace);
    const files = {
      '.registry.yaml': `modules:\n  - { module: ${namespace}/a/generic, folder: a, tag: "v*" }\n  - { module: ${namespace}/b/generic, folder: b, tag: "b/v*" }\n`,
      'a/main.tf': MODULE['main.tf'],
      'b/main.tf': MODULE['main.tf'],
    };
    const { code, output } = await publish({}, files);
    expect({ code, output }).toMatchObject({ code: 0 });
    const api = new RegistryApi(target());
    expect(await api.versions(`${namespace}/a/generic`)).toEqual([version]);
    expect(await api.versions(`${namespace}/b/generic`)).toEqual([]);
  });
});

it('takes inputs for values and never for commands', async () => {
  const namespace = freshNamespace();
  await trust(namespace);
  const { code, output } = await github({
    module: `${namespace}/label/generic`,
    version: '1.0.0"; echo got in; "$(echo got in)',
  });
  expect(code).toBe(2);
  expect(output).not.toMatch(/^got in$/m);
});
