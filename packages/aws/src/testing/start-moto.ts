import { join } from 'node:path';
import { installEngine } from '../../../../scripts/engines/index.ts';
import { type RunningEngine, startEngine } from './engine.ts';

/** KMS and the control plane. Not for tables (no isolation) or packages (no checks). */
export async function startMoto(): Promise<RunningEngine> {
  const program = join(await installEngine('moto'), 'bin', 'moto_server');
  return startEngine('moto', (port) => ({
    program,
    args: ['-H', '127.0.0.1', '-p', String(port)],
  }));
}
