import { describe, expect, it } from 'vitest';
import { awsProof, idToken, RUNNER_TOKEN } from './support/fake-oauth.ts';
import type { FakeRegistry } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

const PROJECT = 'work/.registry.yaml';
const USER = 'home/.config/registry/config.yaml';
const OTHER = 'https://other.example.com';

const github = (registry: FakeRegistry) => ({
  ACTIONS_ID_TOKEN_REQUEST_URL: `${registry.url}/github/token?api-version=2.0`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: RUNNER_TOKEN,
});

const gitlab = (audience: string) => ({ REGISTRY_ID_TOKEN: idToken(audience) });

function awsCaller() {
  const asked: { audience: string; identity: string }[] = [];
  const awsSigner = async (wanted: { audience: string; identity: string }) => {
    asked.push(wanted);
    return awsProof(wanted.audience, wanted.identity, `${process.pid}-${Math.random()}`);
  };
  return { asked, awsSigner };
}

const formOf = (registry: FakeRegistry, nth = -1) =>
  new URLSearchParams(
    registry.seen
      .filter(({ path }) => path === '/oauth/token')
      .at(nth)
      ?.body.toString(),
  );

describe('token get without a token', () => {
  it("in GitHub Actions shows the job's ID token, made for this registry", async () => {
    const { registry, machine } = await withRegistry();
    const env = { REGISTRY_URL: registry.url, ...github(registry) };
    const ended = await machine.run(['token', 'get', '--identity', 'ci'], { env });
    expect(ended).toMatchObject({ code: 0, stdout: `${registry.issued[0]}\n`, stderr: '' });
    expect(registry.log).toEqual([
      'GET /.well-known/openid-configuration',
      'GET /github/token',
      'POST /oauth/token',
    ]);
    expect(Object.fromEntries(formOf(registry))).toMatchObject({
      subject_token: idToken(registry.issuer),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      identity: 'ci',
    });
  });

  it('in GitLab shows the token that the job was given', async () => {
    const { registry, machine } = await withRegistry();
    const env = { REGISTRY_URL: registry.url, ...gitlab(registry.issuer) };
    const ended = await machine.run(['token', 'get'], { env });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(formOf(registry).get('subject_token')).toBe(idToken(registry.issuer));
  });

  it('with AWS credentials shows who they belong to, bound to registry and identity', async () => {
    const { registry, machine } = await withRegistry();
    const { asked, awsSigner } = awsCaller();
    const env = { REGISTRY_URL: registry.url };
    const args = ['token', 'get', '--identity', 'ci', '--scope', 'download:acme'];
    const ended = await machine.run(args, { env, awsSigner });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(asked).toEqual([{ audience: registry.issuer, identity: 'ci' }]);
    expect(Object.fromEntries(formOf(registry))).toMatchObject({
      subject_token_type: 'urn:ietf:params:aws:token-type:aws4_request',
      identity: 'ci',
      scope: 'download:acme',
    });
  });

  it('makes a new AWS proof for each attempt, as each is good for one use', async () => {
    const { registry, machine } = await withRegistry();
    registry.once(/oauth/, (_, response) => response.writeHead(503, { 'retry-after': '1' }).end());
    const { asked, awsSigner } = awsCaller();
    const ended = await machine.run(['token', 'get'], {
      env: { REGISTRY_URL: registry.url },
      awsSigner,
    });
    expect(ended.code).toBe(0);
    expect(asked).toHaveLength(2);
    expect(formOf(registry, 0).get('subject_token')).not.toBe(
      formOf(registry, 1).get('subject_token'),
    );
  });

  it.each([
    [{}, 'sign in to AWS'],
    [{ GITHUB_ACTIONS: 'true' }, 'permissions: { id-token: write }'],
    [{ GITLAB_CI: 'true' }, 'id_tokens: { REGISTRY_ID_TOKEN'],
  ])('and without anything else (%j) says what to do', async (env, sentence) => {
    const { registry, machine } = await withRegistry();
    const ended = await machine.run(['token', 'get'], {
      env: { REGISTRY_URL: registry.url, ...env },
    });
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain(sentence);
    expect(registry.seen).toEqual([]);
  });
});

describe('a way in', () => {
  it('is a token first, then the pipeline, then AWS', async () => {
    const { registry, machine, env } = await withRegistry();
    const { awsSigner } = awsCaller();
    const all = { ...env, ...github(registry), ...gitlab(registry.issuer) };
    const types: (string | null)[] = [];
    for (const without of [
      [],
      ['REGISTRY_TOKEN'],
      ['ACTIONS_ID_TOKEN_REQUEST_URL'],
      ['REGISTRY_ID_TOKEN'],
    ]) {
      for (const name of without) Reflect.deleteProperty(all, name);
      expect((await machine.run(['token', 'get'], { env: { ...all }, awsSigner })).code).toBe(0);
      types.push(formOf(registry).get('subject_token_type')?.split(':').at(-1) ?? null);
    }
    expect(types).toEqual(['access_token', 'id_token', 'id_token', 'aws4_request']);
  });

  const ways = {
    github: (registry: FakeRegistry) => ({ env: github(registry) }),
    gitlab: (registry: FakeRegistry) => ({ env: gitlab(registry.issuer) }),
    aws: () => ({ env: {}, awsSigner: awsCaller().awsSigner }),
  };

  it.each(Object.entries(ways))(
    '(%s) leads to no registry that only a project file names',
    async (_, way) => {
      const { registry, machine } = await withRegistry();
      await machine.write({ [PROJECT]: `registry: ${registry.url}` });
      const ended = await machine.run(['token', 'get'], way(registry));
      expect(ended.code).toBe(3);
      expect(ended.stderr).toContain(`say so with --registry ${registry.url}`);
      expect(registry.seen).toEqual([]);
    },
  );

  it.each(Object.entries(ways))(
    '(%s) makes no proof for a registry that says it is another one',
    async (_, way) => {
      const { registry, machine } = await withRegistry();
      registry.issuer = OTHER;
      const surroundings = way(registry);
      const env = { ...surroundings.env, REGISTRY_URL: registry.url };
      const ended = await machine.run(['token', 'get'], { ...surroundings, env });
      expect(ended.code).toBe(3);
      expect(ended.stderr).toContain(`says that it is ${OTHER}`);
      expect(registry.log).toEqual(['GET /.well-known/openid-configuration']);
    },
  );

  it.each([
    ['REGISTRY_ISSUER', { REGISTRY_ISSUER: OTHER }, ''],
    ['the user file', {}, `: { issuer: "${OTHER}" }`],
  ])('goes there once %s says that both are one', async (_, more, entry) => {
    const { registry, machine } = await withRegistry();
    registry.issuer = OTHER;
    if (entry !== '') await machine.write({ [USER]: `registries:\n  ${registry.url}${entry}\n` });
    const env = { REGISTRY_URL: registry.url, ...github(registry), ...more };
    expect((await machine.run(['token', 'get'], { env })).code).toBe(0);
    const wrong = { ...env, REGISTRY_ISSUER: 'https://third.example.com' };
    expect((await machine.run(['token', 'get'], { env: wrong })).code).toBe(3);
  });

  it("of GitLab's is not shown where it is for somebody else, or no token at all", async () => {
    const { registry, machine } = await withRegistry();
    for (const [token, sentence] of [
      [idToken(OTHER), `set "aud: ${registry.issuer}"`],
      ['not a token', 'is not an ID token'],
      ['a.e30.c', 'is not an ID token'],
    ]) {
      const env = { REGISTRY_URL: registry.url, REGISTRY_ID_TOKEN: token };
      const ended = await machine.run(['token', 'get'], { env });
      expect(ended.code).toBe(3);
      expect(ended.stderr).toContain(sentence);
      expect(ended.stderr).not.toContain(token);
    }
    expect(registry.log).not.toContain('POST /oauth/token');
  });

  it("of GitHub's that is refused says which permission is missing", async () => {
    const { registry, machine } = await withRegistry();
    const env = { REGISTRY_URL: registry.url, ...github(registry) };
    const ended = await machine.run(['token', 'get'], {
      env: { ...env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong-secret' },
    });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('permissions: { id-token: write }');
    expect(ended.stderr).not.toContain('wrong-secret');
  });

  it('shows no secret, whatever the registry answers', async () => {
    const { registry, machine } = await withRegistry();
    const env = { REGISTRY_URL: registry.url, ...github(registry) };
    registry.once(/oauth/, ({ body }, response) => {
      const error_description = `No: ${new URLSearchParams(body.toString()).get('subject_token')}`;
      response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant', error_description }));
    });
    const ended = await machine.run(['token', 'get'], { env });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('No: (hidden)');
    expect(ended.stderr).not.toContain(idToken(registry.issuer));
  });
});
