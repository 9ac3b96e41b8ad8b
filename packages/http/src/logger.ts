import { type DestinationStream, type Logger, pino } from 'pino';
import { errorFields } from './error-fields.ts';

export type { Logger };

/**
 * One JSON object a line. Whoever logs names each field: no headers, no bodies, no query strings
 * and no whole request is ever passed in, so a token or a signed URL cannot get there.
 */
export function createLogger(options: {
  readonly level: string;
  readonly destination: DestinationStream;
}): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => errorFields(error) },
    },
    options.destination,
  );
}

/**
 * Standard error for a busy process: lines are written together, a tenth of a second late at
 * most, because a system call per line costs a good part of a request. `flush` before exiting.
 */
export function bufferedStderr(): DestinationStream & { flush(): void } {
  let lines = '';
  const flush = () => {
    if (lines !== '') process.stderr.write(lines);
    lines = '';
  };
  setInterval(flush, MAX_DELAY_MS).unref();
  return {
    write(line) {
      lines += line;
      if (lines.length > MAX_PENDING) flush();
    },
    flush,
  };
}

const MAX_DELAY_MS = 100;
/** Characters. */
const MAX_PENDING = 64 * 1024;
