/**
 * Every way in which a command ends, and the one place that knows the exit codes. The README lists
 * them for people who write scripts; they are stable.
 */
import { InvalidError, RegistryError } from '@registry/domain';
import { fileSystemSentence } from './file-system-errors.ts';

export const EXIT_CODES = {
  done: 0,
  /** Something on this machine: a full disk, a fault of this program. */
  failed: 1,
  usage: 2,
  denied: 3,
  missing: 4,
  conflict: 5,
  refused: 6,
  unavailable: 7,
  /** A rehearsal has found that something would change. */
  different: 8,
  /** `doctor` has found something wrong. */
  unhealthy: 9,
  /** Ctrl-C, as shells have it: 128 + SIGINT. */
  interrupted: 130,
} as const;

export type Outcome = keyof typeof EXIT_CODES;
export type ExitCode = (typeof EXIT_CODES)[Outcome];

/** `errors` are sentences for a person, each with the next step; none holds a secret. */
export class CliError extends Error {
  readonly code: Exclude<Outcome, 'done'>;
  readonly errors: readonly string[];

  constructor(
    code: Exclude<Outcome, 'done'>,
    errors: string | readonly string[],
    options?: ErrorOptions,
  ) {
    const list = typeof errors === 'string' ? [errors] : errors;
    super(list.join(' '), options);
    this.code = code;
    this.errors = list;
  }

  override get name(): string {
    return 'CliError';
  }
}

/** What was thrown, as an end that a person can act on. */
export function asCliError(error: unknown, signal: AbortSignal): CliError {
  if (signal.aborted)
    return new CliError('interrupted', 'Interrupted; the same command can be run again.');
  if (error instanceof CliError) return error;
  // What reaches this far was found in an archive; the command line has been read before.
  if (error instanceof InvalidError) return new CliError('refused', error.faults, { cause: error });
  if (error instanceof RegistryError) {
    return new CliError('refused', error.message, { cause: error });
  }
  const sentence = fileSystemSentence(error);
  if (sentence !== undefined) return new CliError('failed', sentence, { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new CliError(
    'failed',
    `This is a fault of registry-cli (${message}); please report it with the command you ran.`,
    { cause: error },
  );
}
