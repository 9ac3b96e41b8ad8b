import { join } from 'node:path';
import type { AtEnd } from '../processes/at-end.ts';
import { firstLine } from '../processes/first-line.ts';
import { startProcess } from '../processes/start-process.ts';

/** A static file server over `folder`, in a process of its own. */
export async function startFileServer(
  atEnd: AtEnd,
  folder: string,
): Promise<{ readonly baseUrl: string }> {
  const child = startProcess(atEnd, [join(import.meta.dirname, 'file-server.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { baseUrl: await firstLine(child, /^ready (\S+)\n/m) };
}
