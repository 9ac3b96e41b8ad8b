import type { Command } from 'commander';
import type { Connection } from '../client/connect.ts';
import type { GlobalOptions } from '../config/settings.ts';
import type { Outcome } from '../errors.ts';
import type { Presenter } from '../presenters/presenter.ts';
import type { Secrets } from '../presenters/secrets.ts';
import type { System } from '../system.ts';

/** What every command may use. */
export interface CommandDeps {
  readonly system: System;
  readonly presenter: Presenter;
  readonly secrets: Secrets;
  readonly connect: (options: GlobalOptions) => Promise<Connection>;
  /** For a command that did what it was asked and still does not end with 0. */
  readonly endAs: (outcome: Outcome) => void;
}

/** The options that stand on the program itself, wherever they were written on the line. */
export function globalOptions(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>();
}
