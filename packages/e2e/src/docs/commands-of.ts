import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from '../ci/pipeline-file.ts';

const TITLE = /^(?:#{2,} (.+)|\*\*(?:\d+\. )?(.+?)\.?\*\*.*)$/;

/** The commands (`sh`) of a page as they are written, by the title of the section or step. */
export async function commandsOf(page: string): Promise<(title: string) => string> {
  const commands = new Map<string, string>();
  let title = '';
  let isCode = false;
  for (const line of (await readFile(join(CHECKOUT, page), 'utf8')).split('\n')) {
    const [, heading, step] = TITLE.exec(line) ?? [];
    if (isCode && line !== '```') commands.set(title, `${commands.get(title) ?? ''}${line}\n`);
    else if (!isCode) title = heading ?? step ?? title;
    isCode = isCode ? line !== '```' : line === '```sh';
  }
  return (asked) => {
    const found = commands.get(asked);
    if (found === undefined) throw new Error(`${page} has no commands under "${asked}".`);
    return found;
  };
}
