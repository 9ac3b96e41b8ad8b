/** What Linux says of another process; there is no such place elsewhere. */
import { readFile } from 'node:fs/promises';

// The kernel counts in ticks for user space, a hundred a second on every architecture of ours.
const MICROSECONDS_PER_TICK = 10_000;

/** CPU time of all its threads so far, in steps of 10 ms. */
export async function cpuMicroseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in parentheses, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[11], fields[12]];
  return (Number(user) + Number(system)) * MICROSECONDS_PER_TICK;
}

/** Bytes in memory: now, and the most there ever were. */
export async function residentBytes(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kibibytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]);
  return { now: kibibytes('VmRSS') * 1024, peak: kibibytes('VmHWM') * 1024 };
}
