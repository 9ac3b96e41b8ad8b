import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKOUT } from '../ci/pipeline-file.ts';

/** Somebody's terminal in the folder of this repository: a home, an environment, a bash. */
export interface Terminal {
  readonly home: string;
  /** What is exported from now on. */
  set(environment: Readonly<Record<string, string>>): Promise<void>;
  /**
   * What the commands printed; who is asked says yes.
   *
   * @throws Error with what they printed where one of them failed
   */
  type(commands: string): Promise<string>;
  close(): Promise<void>;
}

export async function openTerminal(
  environment: Readonly<Record<string, string>>,
): Promise<Terminal> {
  const home = await mkdtemp(join(tmpdir(), 'registry-terminal-'));
  // What was exported holds for the commands that are typed next.
  const exported = join(home, '.exported');
  await writeFile(exported, '');
  const env = { ...environment, HOME: home };
  return {
    home,
    async set(more) {
      const lines = Object.entries(more).map(([name, value]) => `export ${name}='${value}'\n`);
      await appendFile(exported, lines.join(''));
    },
    async type(commands) {
      const script = `exec < <(yes yes)\nsource ~/.exported\n${commands}export -p > ~/.exported\n`;
      const args = ['-e', '-o', 'pipefail', '-c', script];
      const bash = spawn('bash', args, {
        cwd: CHECKOUT,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [bash.stdout, bash.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk: string) => {
          output += chunk;
        });
      }
      const [code] = await once(bash, 'close');
      if (code !== 0) throw new Error(`${commands}ended with ${code}:\n${output}`);
      return output;
    },
    close: () => rm(home, { recursive: true, force: true }),
  };
}
