import type { Command } from 'commander';
import { normalHost } from '../cli-config/host.ts';
import type { WantedToken } from '../client/registry-client.ts';
import type { RegistryUrl } from '../config/registry-url.ts';
import { CliError } from '../errors.ts';
import { durationOption, identityOption, scopeOption } from './arguments.ts';

/** What every command that gets a token lets one say about it. */
export interface TokenOptions {
  readonly scope: readonly string[];
  readonly expiresIn?: string;
  readonly identity?: string;
}

export function withTokenOptions(command: Command): Command {
  return command
    .option(
      '--scope <scope>',
      'what it may do, such as "download:acme"; may be repeated',
      (value: string, all: readonly string[]) => [...all, value],
      [],
    )
    .option('--expires-in <duration>', 'how long it lasts: 900, 15m, 1h')
    .option('--identity <name>', 'which identity to be, where several fit');
}

export function wantedToken(options: TokenOptions): WantedToken {
  const scope = scopeOption(options.scope);
  return {
    ...(scope === undefined ? {} : { scope }),
    ...(options.expiresIn === undefined ? {} : { expiresIn: durationOption(options.expiresIn) }),
    ...(options.identity === undefined ? {} : { identity: identityOption(options.identity) }),
  };
}

export const HOST = 'the host of module sources, where it is not that of the registry';

/** The host as it stands in module sources: `--host`, or the registry's own. */
export function hostOption(text: string | undefined, registry: RegistryUrl): string {
  if (text === undefined) return registry.host;
  const host = normalHost(text);
  if (host !== undefined) return host;
  throw new CliError(
    'usage',
    'The host in --host must be one such as "registry.example.com" or "registry.example.com:8443", as module sources begin with it.',
  );
}
