import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { TOKEN } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

const PROJECT = 'work/.registry.yaml';
const USER = 'home/.config/registry/config.yaml';

describe('a project file that names a registry', () => {
  it.each([
    ['REGISTRY_TOKEN', { REGISTRY_TOKEN: TOKEN }, []],
    ['--token-file', {}, ['--token-file', 'token']],
    ['the standard input', {}, ['--token-file', '-']],
  ])('never gets the token of %s', async (_, env, args) => {
    const { registry, machine } = await withRegistry();
    await machine.write({
      [PROJECT]: `registry: ${registry.url}`,
      'work/project/token': TOKEN,
    });
    const ended = await machine.run(['whoami', ...args], { env, stdin: TOKEN });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(`say so with --registry ${registry.url}`);
    expect(registry.seen).toEqual([]);
  });

  it("never gets the token of the user's file", async () => {
    const { registry, machine } = await withRegistry();
    await machine.write({
      [PROJECT]: `registry: ${registry.url}`,
      [USER]: 'registry: https://mine.example.com\ntoken_file: token',
      'home/.config/registry/token': TOKEN,
    });
    const ended = await machine.run(['whoami']);
    expect(ended.code).toBe(3);
    expect(registry.seen).toEqual([]);
  });

  it('never gets a token that it names itself: it may be one that the user keeps there', async () => {
    const { registry, machine } = await withRegistry();
    await machine.write({
      [PROJECT]: `registry: ${registry.url}\ntoken_file: token`,
      'work/token': TOKEN,
    });
    const ended = await machine.run(['whoami']);
    expect(ended.code).toBe(3);
    expect(registry.seen).toEqual([]);
  });

  it('may be asked without any token', async () => {
    const { registry, machine } = await withRegistry();
    await machine.write({ [PROJECT]: `registry: ${registry.url}` });
    const ended = await machine.run(['versions', 'acme/vpc/aws']);
    expect(ended.code).toBe(3);
    expect(registry.seen[0]?.headers.authorization).toBeUndefined();
    expect(ended.stderr).toContain('set REGISTRY_TOKEN, give --token-file FILE');
  });

  it.each([
    ['--registry', ['--registry', 'URL'], {}, ''],
    ['REGISTRY_URL', [], { REGISTRY_URL: 'URL' }, ''],
    ['registry of the user file', [], {}, 'registry: URL/'],
    ['registries of the user file', [], {}, 'registries: { "URL": }'],
  ])('gets it once the user says so with %s', async (_, args, env, userFile) => {
    const { registry, machine } = await withRegistry();
    const named = (text: string) => text.replace('URL', registry.url);
    await machine.write({ [PROJECT]: `registry: ${registry.url}`, [USER]: named(userFile) });
    const ended = await machine.run(['whoami', ...args.map(named)], {
      env: {
        ...Object.fromEntries(Object.entries(env).map(([key, value]) => [key, named(value)])),
        REGISTRY_TOKEN: TOKEN,
      },
    });
    expect(ended.code).toBe(0);
    expect(registry.seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it('may choose among the registries that the user has tokens for, each with its own', async () => {
    const { registry, machine } = await withRegistry();
    await machine.write({
      [PROJECT]: `registry: ${registry.url}`,
      [USER]: `registry: https://mine.example.com\ntoken_file: mine\nregistries:\n  ${registry.url}: { token_file: other }`,
      'home/.config/registry/mine': 'not.this.one',
      'home/.config/registry/other': TOKEN,
    });
    expect((await machine.run(['whoami'])).code).toBe(0);
  });
});

describe("the token of the user's file", () => {
  it('stays with the registry of that file', async () => {
    const { registry, machine } = await withRegistry();
    await machine.write({
      [USER]: 'registry: https://mine.example.com\ntoken_file: token',
      'home/.config/registry/token': TOKEN,
    });
    const ended = await machine.run(['whoami', '--registry', registry.url]);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('belongs to https://mine.example.com');
    expect(registry.seen).toEqual([]);
  });

  it('goes to the registry that is named for the run where the file names none', async () => {
    const { registry, machine } = await withRegistry();
    await machine.write({ [USER]: 'token_file: token', 'home/.config/registry/token': TOKEN });
    expect((await machine.run(['whoami', '--registry', registry.url])).code).toBe(0);
  });
});

describe("a project's token file", () => {
  it.each([['../home/secret'], ['~/secret'], ['link']])(
    'that lies elsewhere (%s) is not read',
    async (name) => {
      const { registry, machine, env } = await withRegistry();
      await machine.write({ [PROJECT]: `token_file: ${name}`, 'home/secret': TOKEN });
      await symlink(`${machine.home}/secret`, `${machine.root}/work/link`);
      const ended = await machine.run(['whoami'], { env: { ...env, REGISTRY_TOKEN: '' } });
      expect(ended.code).toBe(2);
      expect(ended.stderr).toContain('lies outside the project');
      expect(registry.seen).toEqual([]);
    },
  );

  it('is used for a registry that the user names', async () => {
    const { machine, env } = await withRegistry();
    await machine.write({ [PROJECT]: 'token_file: secret/token', 'work/secret/token': TOKEN });
    expect((await machine.run(['whoami'], { env: { ...env, REGISTRY_TOKEN: '' } })).code).toBe(0);
  });
});

describe('a token', () => {
  it('comes from a file, with white space around it', async () => {
    const { machine, registry } = await withRegistry();
    await machine.write({ 'work/project/token': `${TOKEN}\n` });
    const ended = await machine.run([
      'whoami',
      '--token-file',
      'token',
      '--registry',
      registry.url,
    ]);
    expect(ended.code).toBe(0);
  });

  it('comes from the standard input', async () => {
    const { machine, registry } = await withRegistry();
    const args = ['whoami', '--token-file', '-', '--registry', registry.url];
    expect((await machine.run(args, { stdin: `${TOKEN}\n` })).code).toBe(0);
  });

  it.each([
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n'],
    ['a header trick', 'token\r\nx-other: 1'],
    ['nothing', '\n'],
  ])('that is really %s is not sent', async (_, content) => {
    const { machine, registry } = await withRegistry();
    const args = ['whoami', '--token-file', '-', '--registry', registry.url];
    const ended = await machine.run(args, { stdin: content });
    expect(ended.code).toBe(3);
    expect(ended.stderr).not.toContain('MIGHAgEA');
    expect(registry.seen).toEqual([]);
  });

  it('file that does not exist is a usage error', async () => {
    const { machine, registry } = await withRegistry();
    const args = ['whoami', '--token-file', 'nowhere', '--registry', registry.url];
    const ended = await machine.run(args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('nowhere does not exist');
  });

  it('that goes unencrypted to another machine is warned about', async () => {
    const { machine } = await withRegistry();
    const refuse = async () => {
      throw new TypeError('fetch failed');
    };
    const whoami = (url: string) =>
      machine.run(['whoami', '--registry', url], { env: { REGISTRY_TOKEN: TOKEN }, fetch: refuse });
    for (const url of ['http://registry.example.com', 'http://10.0.0.1:8080']) {
      expect((await whoami(url)).stderr).toContain('unencrypted');
    }
    for (const url of ['https://registry.example.com', 'http://127.0.0.1:1', 'http://[::1]:1']) {
      expect((await whoami(url)).stderr).not.toContain('unencrypted');
    }
  });
});
