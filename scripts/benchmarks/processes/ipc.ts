import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Sends `question` to a child that answers each message with one; an Error where it ends instead. */
export async function ask(child: ChildProcess, question: object): Promise<unknown> {
  const gone = new AbortController();
  const leave = () => gone.abort(new Error(`${child.spawnargs.join(' ')} ended`));
  child.once('exit', leave);
  try {
    child.send(question);
    const [answer] = await once(child, 'message', { signal: gone.signal });
    return answer;
  } finally {
    child.off('exit', leave);
  }
}
