import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Machine } from './support/run-cli.ts';

const exec = promisify(execFile);

async function scriptFor(shell: string) {
  const machine = await Machine.create();
  const { code, stdout } = await machine.run(['completion', shell]);
  expect(code).toBe(0);
  await machine.write({
    'work/project/script': stdout,
    'work/project/token.txt': '',
    'work/project/folder/x': '',
  });
  return machine;
}

function has(shell: string): boolean {
  try {
    execFileSync(shell, ['-c', 'true']);
    return true;
  } catch {
    return false;
  }
}

/** What each shell offers for a line, the last word of which is being typed. */
const SHELLS: Record<string, (words: readonly string[], cwd: string) => Promise<string>> = {
  bash: async (words, cwd) => {
    // Readline's own file names stand in for "compopt -o default", which needs a keyboard.
    const program = `source ./script
compopt() { case "$2" in default) COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")) ;; dirnames) COMPREPLY=($(compgen -d -- "\${COMP_WORDS[COMP_CWORD]}")) ;; esac; }
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _registry_cli; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return (await exec('bash', ['-c', program, 'bash', ...words], { cwd })).stdout;
  },
  zsh: async (words, cwd) => {
    const program = `
compdef() { : }
_describe() { [ "$1" = -o ] && shift; for word in \${(P)2}; do print -r -- "\${word%%:*}"; done }
_files() { [ "$1" = -/ ] && print -rl -- *(/) || print -rl -- * }
source ./script
words=("$@") CURRENT=$#; _registry_cli`;
    return (await exec('zsh', ['-f', '-c', program, 'zsh', ...words], { cwd })).stdout;
  },
  fish: async (words, cwd) => {
    const line = words
      .map((word) => `'${word}'`)
      .join(' ')
      .replace(/''$/, '');
    const program = `source script; complete -C "${line}"`;
    return (await exec('fish', ['--no-config', '-c', program], { cwd })).stdout;
  },
};

describe.each(['bash', 'zsh', 'fish'])('the completion script for %s', (shell) => {
  it.skipIf(!has(shell))(
    'offers commands, options, choices and paths where they belong',
    async () => {
      const machine = await scriptFor(shell);
      const offered = async (...words: string[]) => {
        const last = words.at(-1) ?? '';
        const lines = await SHELLS[shell]?.(['registry-cli', ...words], machine.cwd);
        return (lines ?? '')
          .split('\n')
          .map((line) => line.split('\t')[0] ?? '')
          .filter((word) => word !== '' && word.startsWith(last))
          .sort();
      };
      const paths = async (...words: string[]) =>
        (await offered(...words)).filter((word) => /^(token\.txt|folder)/.test(word)).length;

      expect(await offered('')).toEqual([
        ...[
          'audit',
          'completion',
          'config',
          'credentials-helper',
          'doctor',
          'download',
          'grants',
          'identities',
        ],
        ...['issuers', 'publish', 'release', 'show', 'token', 'tokens', 'versions', 'whoami'],
      ]);
      expect(await offered('pub')).toEqual(['publish']);
      expect(await offered('token', '')).toEqual(['config', 'env', 'get']);
      expect(await offered('--json', 'token', '')).toEqual(['config', 'env', 'get']);
      expect(await offered('credentials-helper', 'un')).toEqual(['uninstall']);
      expect(await offered('credentials-helper', 'install', '--p')).toEqual(['--pass-on']);
      expect(await offered('token', 'get', '--e')).toEqual(['--expires-in']);
      expect(await offered('completion', '')).toEqual(['bash', 'fish', 'zsh']);
      expect(await offered('publish', '--')).toEqual([
        ...['--bucket', '--dry-run', '--help', '--json', '--key', '--registry', '--sha256'],
        ...['--source', '--token-file'],
      ]);
      expect(await paths('publish', 'acme/vpc/aws', '1.0.0', '')).toBe(2);
      expect(await paths('publish', '--registry', 'x', 'acme/vpc/aws', '1.0.0', '')).toBe(2);
      expect(await paths('publish', '')).toBe(0);
      expect(await paths('download', 'acme/vpc/aws', '1.0.0', '')).toBe(1);
      expect(await paths('whoami', '--token-file', '')).toBe(2);
      expect(await paths('whoami', '--registry', '')).toBe(0);
    },
  );
});

it('is one JSON document when that was asked for', async () => {
  const machine = await Machine.create();
  const { stdout } = await machine.run(['completion', 'bash', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ shell: 'bash', script: expect.any(String) });
});
