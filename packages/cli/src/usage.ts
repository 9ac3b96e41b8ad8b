import { RegistryError } from '@registry/domain';
import { CliError } from './errors.ts';

/** Runs one of the domain's parsers on what the command line says. */
export function asUsage<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    throw new CliError('usage', error.message, { cause: error });
  }
}
