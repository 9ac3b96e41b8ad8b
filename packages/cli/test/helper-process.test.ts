/** The credentials helper as a process: many at once, killed, and on bad days. */
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { answer } from '../src/credentials-helper/answer.ts';
import { useBundle } from './support/bundle.ts';
import { json, TOKEN } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

const bundle = useBundle();
// Each test starts many processes.
const PATIENT = { timeout: 60_000 };

async function withHelper() {
  const { registry, machine } = await withRegistry();
  const start = (args: readonly string[], env: Record<string, string> = {}) => {
    const child = spawn(
      process.execPath,
      [bundle.program('terraform-credentials-registry'), ...args],
      { env: { HOME: machine.home, AWS_EC2_METADATA_DISABLED: 'true', ...env } },
    );
    const ended = Promise.all([
      new Promise<number | null>((done) => child.on('close', done)),
      text(child.stdout),
      text(child.stderr),
    ]).then(([code, stdout, stderr]) => ({ code, stdout, stderr }));
    return { child, ended };
  };
  const get = (env: Record<string, string> = { REGISTRY_TOKEN: TOKEN }, more: string[] = []) =>
    start([`--registry=${registry.url}`, ...more, 'get', registry.host], env);
  const exchanges = () => registry.log.filter((line) => line === 'POST /oauth/token').length;
  const given = (nth: number) => ({
    code: 0,
    stdout: `${JSON.stringify({ token: registry.issued[nth] })}\n`,
    stderr: '',
  });
  return { registry, machine, start, get, exchanges, given };
}

describe('the credentials helper', PATIENT, () => {
  it('exchanges one token for ten clients at once', async () => {
    const { get, exchanges, given } = await withHelper();
    const runs = await Promise.all(Array.from({ length: 10 }, () => get().ended));
    for (const run of runs) expect(run).toEqual(given(0));
    expect(exchanges()).toBe(1);
  });

  it('does without one that is killed half way: the next one exchanges', async () => {
    const { registry, machine, get, exchanges, given } = await withHelper();
    const asked = new Promise<void>((seen) => registry.once(/oauth/, () => seen()));
    const first = get();
    await asked;
    const others = Array.from({ length: 3 }, () => get());
    first.child.kill('SIGKILL');
    expect((await first.ended).stdout).toBe('');
    for (const { ended } of others) expect(await ended).toEqual(given(0));
    expect(exchanges()).toBe(2);
    expect(await readdir(join(machine.home, '.cache/registry/tokens'))).toHaveLength(1);
  });

  it('keeps tokens where nobody else may read them, and nothing that has ended', async () => {
    const { machine, get } = await withHelper();
    const folder = join(machine.home, '.cache/registry/tokens');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'old.example.com~1.json'), '{"token":"t","expires_at":1}');
    await writeFile(join(folder, 'broken.example.com~1.json'), '{');
    expect((await get().ended).code).toBe(0);
    const [name = '', ...more] = await readdir(folder);
    expect(more).toEqual([]);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(await readFile(join(folder, name), 'utf8'));
    expect(kept.expires_at - kept.refresh_at).toBe(120_000);
  });

  it('gets a new one where the kept one is damaged', async () => {
    const { machine, get, given, exchanges } = await withHelper();
    const folder = join(machine.home, '.cache/registry/tokens');
    expect(await get().ended).toEqual(given(0));
    const [name = ''] = await readdir(folder);
    for (const damage of ['', '{"token":', '{"token":5,"refresh_at":9e15}', '[]', 'null']) {
      await writeFile(join(folder, name), damage);
      expect(await get().ended).toEqual(given(exchanges() - 1));
    }
    expect(exchanges()).toBe(6);
  });

  it('keeps one token for each scope and for each caller', async () => {
    const { get, exchanges } = await withHelper();
    const caller = { REGISTRY_TOKEN: TOKEN };
    const calls = [
      () => get(),
      () => get(caller, ['--scope=download:acme']),
      () => get(caller, ['--scope=download:acme', '--identity=ci']),
      () => get({ ...caller, AWS_PROFILE: 'other' }),
    ];
    for (const call of [...calls, ...calls]) expect((await call().ended).code).toBe(0);
    expect(exchanges()).toBe(4);
  });

  it('ends with one sentence on stderr and a code that is not 0 when it cannot', async () => {
    const { registry, get } = await withHelper();
    const cases: [Record<string, string>, string][] = [
      [{ REGISTRY_TOKEN: 'wrong' }, 'The token does not hold.'],
      [{}, 'There is nothing here to get a token with'],
      [{ REGISTRY_TOKEN: 'not a token' }, 'What is in REGISTRY_TOKEN is not a token'],
    ];
    for (const [env, sentence] of cases) {
      const ended = await get(env).ended;
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toContain(sentence);
      expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    }
    registry.once(/oauth/, ({ body }, response) => {
      const error_description = `No: ${new URLSearchParams(body.toString()).get('subject_token')}`;
      json(response, 400, { error: 'invalid_grant', error_description });
    });
    const ended = await get().ended;
    expect(ended.stderr).toContain('No: (hidden)');
    expect(ended.stderr).not.toContain(TOKEN);
  });

  it('says so when the registry does not answer', async () => {
    const { registry, machine } = await withHelper();
    registry.once(/oauth/, () => {});
    const system = machine.system({
      env: { REGISTRY_TOKEN: TOKEN },
      signal: AbortSignal.timeout(300),
    });
    const args = [`--registry=${registry.url}`, 'get', registry.host];
    expect(await answer(args, system, async () => system)).toEqual({
      code: 1,
      stderr: `${registry.url} did not answer in time; try again later.\n`,
    });
  });

  it.each([
    ['no arguments', []],
    ['no host', ['get']],
    ['an unknown verb', ['fetch', 'registry.example.com']],
    ['an unknown option', ['--registri=https://r.example.com', 'get', 'r.example.com']],
    ['an option of no registry', ['--scope=download:acme', 'get', 'r.example.com']],
    ['a host that is a path', ['get', '../../etc/passwd']],
  ])('refuses %s with a sentence', async (_, args) => {
    const { start } = await withHelper();
    const ended = await start(args).ended;
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^The credentials helper .+\.\n$/);
  });

  it('works where nothing can be kept', async () => {
    const { registry, machine, get, given } = await withHelper();
    await machine.write({ 'home/.cache': 'a file' });
    expect(await get().ended).toEqual(given(0));
    expect(registry.issued).toHaveLength(1);
  });
});

it('loads little for a token that is there: what takes time is left for when it is needed', async () => {
  const dist = dirname(bundle.program('terraform-credentials-registry'));
  const loaded = new Map<string, string>();
  const load = async (name: string): Promise<void> => {
    if (loaded.has(name)) return;
    const code = await readFile(join(dist, name), 'utf8');
    loaded.set(name, code);
    for (const [, next = ''] of code.matchAll(/^(?:import|} from) ?"\.\/(.+)";$/gm))
      await load(next);
  };
  await load('terraform-credentials-registry.mjs');
  const code = [...loaded.values()].join('');
  expect(loaded.size).toBeGreaterThan(1);
  expect(code.length).toBeLessThan(20_000);
  const builtIn = [...code.matchAll(/from "(node:.+?)"/g)].map(([, name]) => name);
  expect(new Set(builtIn)).toEqual(new Set(['node:crypto', 'node:fs', 'node:os', 'node:path']));
});

describe('store and forget', PATIENT, () => {
  it('keep a token for any host until it is forgotten', async () => {
    const { machine, start } = await withHelper();
    const host = 'app.example.com:8443';
    const store = async (content: string) => {
      const { child, ended } = start(['store', host]);
      child.stdin.end(content);
      return ended;
    };
    const get = () => start(['get', host]).ended;
    expect(await get()).toEqual({ code: 0, stdout: '{}\n', stderr: '' });
    expect(await store('{"token":"one"}')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await store('{"token":"two"}')).toMatchObject({ code: 0 });
    expect(await get()).toEqual({ code: 0, stdout: '{"token":"two"}\n', stderr: '' });
    const file = join(machine.home, '.config/registry/credentials/app.example.com_8443.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const content of [
      '{"token":"x","more":1}',
      '{}',
      'text',
      `{"token":"${'x'.repeat(1e6)}"}`,
    ]) {
      const ended = await store(content);
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toContain('keeps a token and nothing else');
    }
    expect((await get()).stdout).toContain('two');
    expect(await start(['forget', host]).ended).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await start(['forget', host]).ended).toMatchObject({ code: 0 });
    expect((await get()).stdout).toBe('{}\n');
  });

  it('come before an exchange, until the stored token has ended', async () => {
    const { registry, start, get, given } = await withHelper();
    const jwt = (exp: number) =>
      `e30.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
    for (const [exp, stored] of [
      [9e9, true],
      [1, false],
    ] as const) {
      const { child, ended } = start(['store', registry.host]);
      child.stdin.end(JSON.stringify({ token: jwt(exp) }));
      await ended;
      const { stdout } = await get().ended;
      expect(stdout).toBe(stored ? `{"token":"${jwt(exp)}"}\n` : given(0).stdout);
    }
  });

  it('forget what was exchanged as well, for this host alone', async () => {
    const { registry, start, get, exchanges } = await withHelper();
    await get().ended;
    expect((await start(['forget', 'other.example.com']).ended).code).toBe(0);
    await get().ended;
    expect(exchanges()).toBe(1);
    expect((await start(['forget', registry.host]).ended).code).toBe(0);
    await get().ended;
    expect(exchanges()).toBe(2);
  });
});
