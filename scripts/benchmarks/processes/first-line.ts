import type { ChildProcess } from 'node:child_process';

/** Waits until `child` says what `pattern` looks for on its standard output: the first group. */
export function firstLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      const [, found] = pattern.exec(heard) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => {
      reject(new Error(`${child.spawnargs.join(' ')} ended before it was ready: ${heard}`));
    });
  });
}
