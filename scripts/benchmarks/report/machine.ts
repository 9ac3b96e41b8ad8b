import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';

/** What a number depends on besides the code. No names: neither of the machine nor of a person. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${arch()}`,
    node: process.version,
  };
}

export function describeMachine({ cores, cpu, memoryGiB, system, node }: Machine): string {
  return `${cores} cores (${cpu}), ${memoryGiB} GiB of memory, ${system}, Node ${node.slice(1)}`;
}
