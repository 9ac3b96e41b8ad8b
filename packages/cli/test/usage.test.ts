import { describe, expect, it } from 'vitest';
import { Machine } from './support/run-cli.ts';

const MODULE = 'acme/vpc/aws';

describe('a command line that cannot be meant', () => {
  it.each([
    [['pubish', MODULE, '1.0.0'], 'There is no command pubish; did you mean publish?'],
    [['versions', MODULE, '--jsn'], 'There is no option --jsn; did you mean --json?'],
    [['versions', MODULE, '--frobnicate'], 'There is no option --frobnicate; see'],
    [['versions'], 'The argument <module> is missing; see "registry-cli versions --help"'],
    [['versions', MODULE, 'more'], 'There are more arguments than this command takes; see'],
    [['versions', 'acme/vpc'], 'A module address has three parts'],
    [['versions', 'acme/vpc/AWS'], 'The system must be'],
    [['publish', MODULE, '1.0'], 'The version must be a semantic version'],
    [['publish', MODULE, '1.0.0', 'no-such-folder', '--dry-run'], 'no-such-folder does not exist'],
    [['publish', MODULE, '1.0.0', '--source'], 'The option --source <address> needs a value'],
    [['publish', MODULE, '1.0.0', '.', '--source', 'git::https://e.com/x'], 'exclude each other'],
    [['publish', MODULE, '1.0.0', '--source', 'git::https://e.com/x', '--key', 'k'], 'exclude'],
    [['publish', MODULE, '1.0.0', '--bucket', 'b'], '--bucket, --key and --sha256 belong together'],
    [['publish', MODULE, '1.0.0', '--source', './local'], 'The source is a local path'],
    [['token', 'get', '--expires-in', 'soon'], 'The lifetime in --expires-in must be'],
    [['token', 'get', '--expires-in', '0'], 'The lifetime in --expires-in must be'],
    [['token', 'get', '--scope', 'everything'], 'A scope is "admin" or'],
    [['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish'],
    [['versions', MODULE], 'No registry is named; give --registry URL'],
    [['versions', MODULE, '--registry', 'registry.example.com'], 'must be an address such as'],
    [['versions', MODULE, '--registry', 'https://u:p@e.com'], 'must be an address such as'],
  ])('%j ends with 2 and one sentence', async (args, sentence) => {
    const machine = await Machine.create();
    const ended = await machine.run(args);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['tokens', 'lift'],
    ['tokens', 'remove'],
    ['tokens', 'revoke', '--id'],
    ['tokens', 'revoke', '--identity'],
    ['identities', 'show'],
    ['issuers', 'remove'],
  ])('that has a token in place of a name is not sent, nor repeated: %s %s', async (...args) => {
    const machine = await Machine.create();
    const token = `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJpZGVudGl0eTpjaSJ9.${'c2ln'.repeat(20)}`;
    const ended = await machine.run([...args, token, '--registry', 'https://registry.invalid']);
    expect(ended.code).toBe(2);
    expect(`${ended.stdout} ${ended.stderr}`).not.toContain('c2ln');
  });

  it('is answered in JSON when that was asked for, wherever the option stands', async () => {
    const machine = await Machine.create();
    for (const args of [
      ['--json', 'versions', 'acme'],
      ['versions', '--json', 'acme'],
      ['versions', 'acme', '--unknown', '--json'],
    ]) {
      const ended = await machine.run(args);
      expect(ended.code).toBe(2);
      expect(JSON.parse(ended.stdout)).toEqual({ errors: [expect.any(String)] });
      expect(ended.stderr).toBe('');
    }
  });

  it('that names no command gets the help, on stderr', async () => {
    const machine = await Machine.create();
    for (const args of [[], ['token']]) {
      const ended = await machine.run(args);
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended.stderr).toMatch(
        /^Usage: registry-cli[\s\S]+\n\nerror: Name a command; see "regis/,
      );
      const json = await machine.run([...args, '--json']);
      expect(json).toMatchObject({ code: 2, stderr: '' });
      expect(JSON.parse(json.stdout)).toEqual({ errors: [expect.any(String)] });
    }
  });

  it('does not repeat what may be a token', async () => {
    const machine = await Machine.create();
    for (const args of [
      ['whoami', '--token=s3cr3t'],
      ['whoami', '--token', 's3cr3t'],
      ['whoami', 's3cr3t'],
    ]) {
      const ended = await machine.run(args);
      expect(ended.code).toBe(2);
      expect(ended.stderr).not.toContain('s3cr3t');
    }
  });
});

describe('help and version', () => {
  it.each([[['--help']], [['publish', '--help']], [['help', 'token', 'get']], [['--version']]])(
    '%j is printed on stdout and ends with 0',
    async (args) => {
      const machine = await Machine.create();
      const ended = await machine.run(args);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(ended.stdout).not.toBe('');
    },
  );

  it('names the options of the program on every command', async () => {
    const machine = await Machine.create();
    const { stdout } = await machine.run(['token', 'get', '--help']);
    expect(stdout).toContain('--token-file <file>');
    expect(stdout).toContain('--expires-in <duration>');
  });

  it('is one JSON document too when that was asked for', async () => {
    const machine = await Machine.create();
    const { stdout } = await machine.run(['--version', '--json']);
    expect(JSON.parse(stdout)).toEqual({ output: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });
});
