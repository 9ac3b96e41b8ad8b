import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AtEnd } from '../processes/at-end.ts';
import { firstLine } from '../processes/first-line.ts';
import { startProcess } from '../processes/start-process.ts';
import { tempFolder } from '../processes/temp-folder.ts';
import type { Answer } from './answer.ts';

/** A bare Node server that gives these answers, in a process of its own. */
export async function startBareServer(
  atEnd: AtEnd,
  answers: Readonly<Record<string, Answer>>,
): Promise<{ pid: number; baseUrl: string }> {
  const file = join(await tempFolder(atEnd), 'answers.json');
  await writeFile(file, JSON.stringify(answers));
  const child = startProcess(atEnd, [join(import.meta.dirname, 'bare-server.ts'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const baseUrl = await firstLine(child, /^ready (\S+)\n/m);
  if (child.pid === undefined) throw new Error('the bare server has no process');
  return { pid: child.pid, baseUrl };
}
