import { describe, expect, it } from 'vitest';
import { TOKEN } from './support/fake-registry.ts';
import { Machine } from './support/run-cli.ts';

const PROJECT = 'work/.registry.yaml';
const USER = 'home/.config/registry/config.yaml';

async function settingsOf(
  files: Record<string, string>,
  args: string[] = [],
  env: Record<string, string> = {},
) {
  const machine = await Machine.create();
  await machine.write(files);
  const ended = await machine.run(['config', '--json', ...args], { env });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return { machine, settings: JSON.parse(ended.stdout) };
}

describe('where a setting comes from', () => {
  const files = {
    [PROJECT]: 'registry: https://project.example.com\ntoken_file: project-token\n',
    [USER]: 'registry: https://user.example.com\ntoken_file: user-token\n',
    'work/project-token': TOKEN,
    'home/.config/registry/user-token': TOKEN,
    'work/project/flag-token': TOKEN,
  };
  const env = { REGISTRY_URL: 'https://env.example.com/', REGISTRY_TOKEN: TOKEN };
  const flags = ['--registry', 'https://flag.example.com', '--token-file', 'flag-token'];

  it('is the flag first', async () => {
    const { settings, machine } = await settingsOf(files, flags, env);
    expect(settings.registry).toEqual({ value: 'https://flag.example.com', from: '--registry' });
    expect(settings.token).toMatchObject({
      from: '--token-file',
      file: `${machine.cwd}/flag-token`,
      problem: null,
    });
  });

  it('is the environment second', async () => {
    const { settings } = await settingsOf(files, [], env);
    expect(settings.registry).toEqual({ value: 'https://env.example.com', from: 'REGISTRY_URL' });
    expect(settings.token).toMatchObject({ from: 'REGISTRY_TOKEN', file: null });
  });

  it("is the project's file third, found upwards from the working folder", async () => {
    const { settings, machine } = await settingsOf(files);
    const path = `${machine.root}/${PROJECT}`;
    expect(settings.registry).toEqual({ value: 'https://project.example.com', from: path });
    expect(settings.token).toMatchObject({
      from: path,
      file: `${machine.root}/work/project-token`,
    });
    expect(settings.project_file).toBe(path);
  });

  it("is the user's file last", async () => {
    const { settings, machine } = await settingsOf({ [USER]: files[USER] ?? '' });
    const path = `${machine.root}/${USER}`;
    expect(settings.registry).toEqual({ value: 'https://user.example.com', from: path });
    expect(settings.token).toMatchObject({ from: path });
    expect(settings.project_file).toBeNull();
  });

  it('is not an empty variable', async () => {
    const { settings } = await settingsOf({}, [], { REGISTRY_URL: '', REGISTRY_TOKEN: '' });
    expect(settings).toMatchObject({ registry: null, token: null });
  });

  it('has the user file in XDG_CONFIG_HOME where that is set', async () => {
    const machine = await Machine.create();
    await machine.write({ 'xdg/registry/config.yaml': 'registry: https://xdg.example.com' });
    const env = { XDG_CONFIG_HOME: `${machine.root}/xdg` };
    const { stdout } = await machine.run(['config', '--json'], { env });
    expect(JSON.parse(stdout).registry.value).toBe('https://xdg.example.com');
  });

  it('finds a token file that begins with ~/ in the home folder', async () => {
    const { settings, machine } = await settingsOf({
      [USER]: 'token_file: ~/token',
      'home/token': TOKEN,
    });
    expect(settings.token).toMatchObject({ file: `${machine.home}/token`, problem: null });
  });
});

describe('config for people', () => {
  it('masks the token and says where it is', async () => {
    const machine = await Machine.create();
    const { code, stdout } = await machine.run(['config'], {
      env: { REGISTRY_URL: 'https://r.example.com', REGISTRY_TOKEN: TOKEN },
    });
    expect(code).toBe(0);
    expect(stdout).not.toContain(TOKEN);
    expect(stdout).toContain('https://r.example.com (from REGISTRY_URL)');
    expect(stdout).toContain('******** (from REGISTRY_TOKEN)');
  });

  it('says why a token is not used', async () => {
    const machine = await Machine.create();
    await machine.write({ [PROJECT]: 'registry: https://evil.example.com' });
    const { code, stdout } = await machine.run(['config'], { env: { REGISTRY_TOKEN: TOKEN } });
    expect(code).toBe(0);
    expect(stdout).toContain('the token is not used: Only ');
  });

  it.each([
    [{ REGISTRY_TOKEN: TOKEN }, 'token', 'with the token'],
    [
      { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's3cr3t' },
      'github',
      'as the job of GitHub Actions (from ACTIONS_ID_TOKEN_REQUEST_URL)',
    ],
    [{ REGISTRY_ID_TOKEN: 's3cr3t' }, 'gitlab', 'as the job of GitLab (from REGISTRY_ID_TOKEN)'],
    [{}, 'aws', 'as the AWS caller (where there are AWS credentials)'],
  ])('says how a token is got with %j', async (env, kind, words) => {
    const { settings, machine } = await settingsOf({}, [], env);
    expect(settings.sign_in.kind).toBe(kind);
    const { stdout } = await machine.run(['config'], { env });
    expect(stdout).toContain(words);
    expect(stdout).not.toContain('s3cr3t');
  });

  it('shows who the registry may say it is, and who allows that', async () => {
    const issuer = 'https://issuer.example.com';
    const env = { REGISTRY_URL: 'https://r.example.com' };
    const files = { [USER]: `registries: { "https://r.example.com": { issuer: "${issuer}" } }` };
    const { settings, machine } = await settingsOf(files, [], env);
    expect(settings.issuer).toEqual({ value: issuer, from: `${machine.root}/${USER}` });
    const { stdout } = await machine.run(['config'], { env: { ...env, REGISTRY_ISSUER: 'x' } });
    expect(stdout).toContain('x (from REGISTRY_ISSUER)');
  });

  it('shows what is not set', async () => {
    const machine = await Machine.create();
    const { stdout } = await machine.run(['config']);
    expect(stdout).toContain('not set');
  });
});

describe('a configuration file that is wrong', () => {
  it.each([
    [PROJECT, 'registry: [', 'is not YAML'],
    [PROJECT, 'token: s3cr3t', 'is wrong at token; a project file may hold registry, token_file'],
    [PROJECT, 'registries: {}', 'is wrong at registries'],
    [USER, 'registry: 5', 'is wrong at registry'],
    [USER, '- a list', 'is wrong at its top'],
    [USER, 'registry: example.com', 'must be an address such as'],
  ])('%s with "%s" is a usage error that names the file', async (path, content, sentence) => {
    const machine = await Machine.create();
    await machine.write({ [path]: content });
    const ended = await machine.run(['config']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).toContain(`${machine.root}/${path}`);
    expect(ended.stderr).not.toContain('s3cr3t');
  });

  it('may be empty', async () => {
    const { settings } = await settingsOf({ [PROJECT]: '', [USER]: '# nothing yet\n' });
    expect(settings.registry).toBeNull();
  });
});
