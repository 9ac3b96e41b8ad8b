import { CliError } from '../errors.ts';

/**
 * The variable in which terraform and tofu look for the token of `host`: `_` for a dot, `__` for a
 * dash (collectCredentialsFromEnv in their cliconfig/credentials.go). A name with a colon in it is
 * one that they would read and no shell can set.
 */
export function tokenVariable(host: string): string {
  if (/^[a-z0-9.-]+$/.test(host)) {
    return `TF_TOKEN_${host.replaceAll('-', '__').replaceAll('.', '_')}`;
  }
  throw new CliError(
    'usage',
    `${host} cannot be the name of a variable, because of its ${host.includes(':') ? 'port' : 'characters'}; use "registry-cli token config" or the credentials helper instead.`,
  );
}
