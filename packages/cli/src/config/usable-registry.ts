import { CliError } from '../errors.ts';
import type { RegistryUrl } from './registry-url.ts';
import type { Settings } from './settings.ts';

/** The registry that is configured, or the end of the command. */
export function requireRegistry({ registry, userFile }: Settings): RegistryUrl {
  if (registry !== undefined) return registry.url;
  throw new CliError(
    'usage',
    `No registry is named; give --registry URL, set REGISTRY_URL, or write "registry: URL" into .registry.yaml or ${userFile}.`,
  );
}

/** The same where whoever asks is about to show who they are. */
export function requireTrustedRegistry(settings: Settings): RegistryUrl {
  const url = requireRegistry(settings);
  const reason = settings.registry?.untrusted ?? settings.token?.withheld;
  if (reason === undefined) return url;
  throw new CliError('denied', reason);
}

export function inTheClear({ href }: RegistryUrl): string {
  return `the token goes to ${href} unencrypted, where anybody on the way can read it; use https.`;
}
