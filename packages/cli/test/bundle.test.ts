/** The program as people get it: bundled, as a process of its own. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { useBundle } from './support/bundle.ts';
import { headersOfProof } from './support/fake-oauth.ts';
import { TOKEN } from './support/fake-registry.ts';
import type { Machine } from './support/run-cli.ts';
import { tarGz } from './support/tar-gz.ts';
import { withRegistry } from './support/with-registry.ts';

const bundle = useBundle();

function start(machine: Machine, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [bundle.program('registry-cli'), ...args], {
    cwd: machine.cwd,
    env: { PATH: process.env['PATH'], HOME: machine.home, TMPDIR: machine.tmp, ...env },
  });
  const ended = Promise.all([
    new Promise<number | null>((done) => child.on('close', done)),
    text(child.stdout),
    text(child.stderr),
  ]).then(([code, stdout, stderr]) => ({ code, stdout, stderr }));
  return { child, ended };
}

async function exec(machine: Machine, args: readonly string[], env: Record<string, string> = {}) {
  const { child, ended } = start(machine, args, env);
  child.stdin.end();
  return ended;
}

describe('the bundled program', () => {
  it('publishes, lists and downloads', async () => {
    const { machine, env } = await withRegistry();
    await machine.write({ 'work/project/main.tf': 'variable "x" {}' });
    const published = await exec(machine, ['publish', 'acme/vpc/aws', 'v1.0.0'], env);
    expect(published).toMatchObject({ code: 0, stderr: '' });
    expect(published.stdout).not.toContain('\u001b');
    const listed = await exec(machine, ['versions', 'acme/vpc/aws', '--json'], env);
    expect(JSON.parse(listed.stdout)).toMatchObject({ versions: ['1.0.0'] });
    const fetched = await exec(machine, ['download', 'acme/vpc/aws', '1.0.0', 'got'], env);
    expect(fetched.code).toBe(0);
    expect(await readdir(`${machine.cwd}/got`)).toEqual(['main.tf']);
    expect(await machine.leftovers()).toEqual([]);
  });

  it('ends with the documented codes, and one JSON document every time', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write({
      'work/project/a.tgz': tarGz([['main.tf', 'a']]),
      'work/project/text': 'no archive',
    });
    const nowhere = { ...env, REGISTRY_URL: 'http://127.0.0.1:1', REGISTRY_TOKEN: '' };
    registry.add('2.0.0', Buffer.from('other'));
    const cases: [number, string[], Record<string, string>][] = [
      [0, ['publish', 'acme/vpc/aws', '1.0.0', 'a.tgz'], env],
      [0, ['publish', 'acme/vpc/aws', '1.0.0', 'a.tgz'], env],
      [2, ['publish', 'acme/vpc/aws', '1.0.0', 'b.tgz'], env],
      [2, ['publish', 'acme/vpc/aws', '1.0.0', '--sauce', 'x'], env],
      [3, ['versions', 'acme/vpc/aws'], { ...env, REGISTRY_TOKEN: 'wrong' }],
      [4, ['versions', 'acme/other/aws'], env],
      [5, ['publish', 'acme/vpc/aws', '2.0.0', 'a.tgz'], env],
      [6, ['publish', 'acme/vpc/aws', '3.0.0', 'text'], env],
      [7, ['token', 'get'], { ...nowhere, REGISTRY_TOKEN: TOKEN }],
    ];
    for (const [code, args, environment] of cases) {
      const ended = await exec(machine, [...args, '--json'], environment);
      expect([args, ended.code]).toEqual([args, code]);
      expect(ended.stderr).toBe('');
      const document = JSON.parse(ended.stdout);
      if (code !== 0) expect(document).toEqual({ errors: expect.any(Array) });
      expect(ended.stdout).not.toContain(TOKEN);
    }
  });

  it('shows who the AWS credentials belong to, and keeps them to itself', async () => {
    const { registry, machine } = await withRegistry();
    const secret = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/');
    const env = {
      REGISTRY_URL: registry.url,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: 'session-of-mine',
      AWS_REGION: 'eu-west-1',
    };
    const ended = await exec(machine, ['token', 'get', '--identity', 'ci'], env);
    expect(ended).toEqual({ code: 0, stdout: `${registry.issued[0]}\n`, stderr: '' });
    const form = new URLSearchParams(registry.seen.at(-1)?.body.toString());
    expect(headersOfProof(form.get('subject_token') ?? '')).toMatchObject({
      host: 'sts.eu-west-1.amazonaws.com',
      'x-registry-audience': registry.issuer,
      'x-registry-identity': 'ci',
      'x-amz-security-token': 'session-of-mine',
      authorization: expect.stringContaining('Credential=AKIDEXAMPLE/'),
    });
    for (const { body } of registry.seen) expect(body.toString()).not.toContain(secret);
  });

  it('tells no AWS credentials from ones that cannot be used', async () => {
    const { registry, machine } = await withRegistry();
    const env = { REGISTRY_URL: registry.url, AWS_EC2_METADATA_DISABLED: 'true' };
    const none = await exec(machine, ['token', 'get'], env);
    expect(none).toMatchObject({ code: 3, stdout: '' });
    expect(none.stderr).toContain('There is nothing here to get a token with');
    const profile =
      '[profile sso]\nsso_start_url = https://x.example.com\nsso_region = eu-west-1\n';
    await machine.write({
      'home/.aws/config': `${profile}sso_account_id = 123456789012\nsso_role_name = r\n`,
    });
    const ended = await exec(machine, ['token', 'get'], { ...env, AWS_PROFILE: 'sso' });
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toMatch(/^error: The AWS credentials cannot be used: .*SSO session/);
    expect(registry.seen).toEqual([]);
  });

  it('takes the token from the standard input', async () => {
    const { registry, machine } = await withRegistry();
    const args = ['whoami', '--registry', registry.url, '--token-file', '-'];
    const { child, ended } = start(machine, args);
    child.stdin.end(`${TOKEN}\n`);
    expect(await ended).toMatchObject({ code: 0 });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves nothing behind when %s comes while it uploads',
    async (signal) => {
      const { registry, machine, env } = await withRegistry();
      await machine.write({ 'work/project/main.tf': randomBytes(2_000_000).toString('hex') });
      const { child, ended } = start(machine, ['publish', 'acme/vpc/aws', '1.0.0'], env);
      registry.once(/^PUT \/storage/, () => child.kill(signal));
      expect(await ended).toMatchObject({
        code: 130,
        stdout: '',
        stderr: 'error: Interrupted; the same command can be run again.\n',
      });
      expect(await machine.leftovers()).toEqual([]);
      expect(registry.versions.size).toBe(0);
      expect((await exec(machine, ['publish', 'acme/vpc/aws', '1.0.0'], env)).code).toBe(0);
    },
  );

  it.skipIf(!existsSync('/dev/full'))('ends with 1 when its output goes nowhere', async () => {
    const { machine } = await withRegistry();
    const line = '"$0" "$1" completion bash > /dev/full';
    const ended = promisify(execFile)(
      'bash',
      ['-c', line, process.execPath, bundle.program('registry-cli')],
      {
        env: { PATH: process.env['PATH'], HOME: machine.home },
      },
    );
    await expect(ended).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('error: The output cannot be written'),
    });
  });

  it('says nothing when its reader has had enough', async () => {
    const { registry, machine, env } = await withRegistry();
    for (let count = 0; count < 20_000; count += 1) {
      registry.versions.set(`acme/vpc/aws/1.0.${count}`, {});
    }
    const line = '"$0" "$1" versions acme/vpc/aws | head -n 1; echo "$PIPESTATUS"';
    const ended = await promisify(execFile)(
      'bash',
      ['-c', line, process.execPath, bundle.program('registry-cli')],
      {
        env: { ...env, PATH: process.env['PATH'], HOME: machine.home },
      },
    );
    expect(ended).toEqual({ stdout: '1.0.19999\n0\n', stderr: '' });
  });
});
