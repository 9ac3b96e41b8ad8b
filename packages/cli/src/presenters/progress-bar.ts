import cliProgress from 'cli-progress';
import type { Terminal } from '../system.ts';
import type { Gauge } from './presenter.ts';
import { formatBytes } from './units.ts';

/** A bar on the terminal, gone when the work is done. */
export function createBar(terminal: Terminal, label: string): Gauge {
  const bar = new cliProgress.SingleBar({
    stream: terminal,
    format: `${label} [{bar}] {percentage}% of {size}`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize: 30,
    hideCursor: false,
    clearOnComplete: true,
    // Ctrl-C is ours to handle.
    gracefulExit: false,
  });
  bar.start(1, 0, { size: '?' });
  return {
    advance: (done, total) => {
      bar.setTotal(Math.max(total, 1));
      bar.update(Math.min(done, total), { size: formatBytes(total) });
    },
    stop: () => bar.stop(),
  };
}
