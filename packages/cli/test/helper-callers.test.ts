/** Whose token the helper finds on disk, where several pipelines run as one user of a machine. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../src/credentials-helper/answer.ts';
import type { AwsSigner } from '../src/system.ts';
import { awsProof } from './support/fake-oauth.ts';
import { withRegistry } from './support/with-registry.ts';

/** A machine where the AWS credentials are whatever the environment says. */
async function withCallers() {
  const { registry, machine } = await withRegistry();
  const awsSigner: AwsSigner = async ({ audience, identity }) =>
    awsProof(audience, identity, randomUUID());
  const get = async (env: Readonly<Record<string, string>>, home = machine.home) => {
    const cache = { XDG_CACHE_HOME: join(machine.root, 'cache') };
    const system = { ...machine.system({ env: { ...cache, ...env }, awsSigner }), home };
    const argv = [`--registry=${registry.url}`, 'get', registry.host];
    const { stdout = '' } = await answer(argv, system, async () => system);
    return registry.issued.indexOf(JSON.parse(stdout).token);
  };
  return { registry, machine, get };
}

describe('a kept token', () => {
  it.each([
    'AWS_PROFILE',
    'AWS_ACCESS_KEY_ID',
    'AWS_SESSION_TOKEN',
    'AWS_SHARED_CREDENTIALS_FILE',
    'AWS_CONFIG_FILE',
    'AWS_ROLE_ARN',
    'AWS_ROLE_SESSION_NAME',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    'AWS_EC2_METADATA_SERVICE_ENDPOINT',
    'AWS_EC2_METADATA_DISABLED',
    'AWS_LOGIN_CACHE_DIRECTORY',
    'AWS_SOMETHING_THAT_IS_YET_TO_COME',
    'XDG_CONFIG_HOME',
  ])('is not found by who has another %s', async (variable) => {
    const { get } = await withCallers();
    expect(await get({ [variable]: '/one' })).toBe(0);
    expect(await get({ [variable]: '/two' })).toBe(1);
    expect(await get({})).toBe(2);
    expect(await get({ [variable]: '/one' })).toBe(0);
    expect(await get({ [variable]: '/two' })).toBe(1);
  });

  it('is not found from another home, where other credentials lie', async () => {
    const { machine, get } = await withCallers();
    expect(await get({})).toBe(0);
    expect(await get({}, join(machine.root, 'other'))).toBe(1);
    expect(await get({})).toBe(0);
  });

  it('is found whatever else there is, and however it is ordered', async () => {
    const { get } = await withCallers();
    expect(await get({ AWS_PROFILE: 'a', AWS_CONFIG_FILE: '/b', TERM: 'x' })).toBe(0);
    expect(await get({ TF_LOG: 'y', AWS_CONFIG_FILE: '/b', AWS_PROFILE: 'a' })).toBe(0);
    expect(await get({ AWS_PROFILE: 'a', AWS_CONFIG_FILE: '/b', AWS_ROLE_ARN: '' })).toBe(0);
  });
});

it.each(['cache/registry/tokens', 'home/.config/registry/credentials'])(
  'leaves nothing in %s of a process that was killed while it wrote a token',
  async (folder) => {
    const { registry, machine, get } = await withCallers();
    const [old, fresh] = [`x.json.${randomUUID()}.tmp`, `x.json.${randomUUID()}.tmp`];
    const path = join(machine.root, folder);
    await mkdir(path, { recursive: true });
    for (const name of [old, fresh]) await writeFile(join(path, name), 'a token');
    await utimes(join(path, old), 0, 0);
    if (folder.startsWith('cache')) await get({});
    else {
      const system = machine.system({ stdin: '{"token":"stored"}' });
      const argv = [`--registry=${registry.url}`, 'store', registry.host];
      expect(await answer(argv, system, async () => system)).toEqual({ code: 0 });
    }
    const left = await readdir(path);
    expect(left).toHaveLength(2);
    expect(left).toContain(fresh);
  },
);
