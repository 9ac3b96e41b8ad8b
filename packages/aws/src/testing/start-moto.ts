import { join } from 'node:path';
import { installEngine } from '../../../../scripts/engines/index.ts';
import { type RunningEngine, startEngine } from './engine.ts';

/**
 * KMS and the control plane, for `terraform apply` too: what plain moto lacks there is mended by
 * `moto/serve.py`. Not for tables (no isolation) or packages (no checks).
 */
export async function startMoto(): Promise<RunningEngine> {
  const python = join(await installEngine('moto'), 'bin', 'python');
  const server = join(import.meta.dirname, 'moto', 'serve.py');
  return startEngine('moto', (port) => ({
    program: python,
    // -B: nothing is to be written beside the sources.
    args: ['-B', server, '-H', '127.0.0.1', '-p', String(port)],
  }));
}
