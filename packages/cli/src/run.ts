import { CommanderError } from 'commander';
import { asCliError, EXIT_CODES, type ExitCode, type Outcome } from './errors.ts';
import { createJsonPresenter } from './presenters/json-presenter.ts';
import { createSecrets } from './presenters/secrets.ts';
import { createTextPresenter } from './presenters/text-presenter.ts';
import { createProgram } from './program.ts';
import type { System } from './system.ts';

/** Runs one command line to its end and says how it ended. Never throws. */
export async function run(argv: readonly string[], system: System): Promise<ExitCode> {
  const secrets = createSecrets();
  // Looked for by hand: a line that commander cannot parse must still be answered in JSON.
  const presenter = argv.includes('--json')
    ? createJsonPresenter(system, secrets)
    : createTextPresenter(system, secrets);
  let outcome: Outcome = 'done';
  const program = createProgram({
    system,
    presenter,
    secrets,
    connect: async (options) =>
      (await import('./client/connect.ts')).connect(options, { system, presenter, secrets }),
    endAs: (end) => {
      outcome = end;
    },
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return EXIT_CODES[outcome];
  } catch (error) {
    // --help and --version have said all that was wanted.
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.done;
    const { code, errors } = asCliError(error, system.signal);
    presenter.fail(errors);
    return EXIT_CODES[code];
  }
}
