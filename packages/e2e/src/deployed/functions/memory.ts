import { readFile } from 'node:fs/promises';

const INTERVAL_MS = 50;

/** Calls `exceeded` once when `pid` and what it started hold more than `megabytes`. Linux only. */
export function watchMemory(pid: number, megabytes: number, exceeded: () => void): () => void {
  const timer = setInterval(async () => {
    if ((await residentMb(pid)) <= megabytes) return;
    clearInterval(timer);
    exceeded();
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

async function residentMb(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    const own = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
    const pids = children.split(' ').filter((child) => child !== '');
    const below = await Promise.all(pids.map((child) => residentMb(Number(child))));
    return below.reduce((sum, each) => sum + each, own);
  } catch {
    // It has ended meanwhile, or this is no Linux.
    return 0;
  }
}
