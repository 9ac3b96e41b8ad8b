import { loadSettings } from '../config/load-settings.ts';
import type { RegistryUrl } from '../config/registry-url.ts';
import type { GlobalOptions, Settings } from '../config/settings.ts';
import { readToken } from '../config/token.ts';
import { inTheClear, requireRegistry } from '../config/usable-registry.ts';
import { CliError } from '../errors.ts';
import type { Presenter } from '../presenters/presenter.ts';
import type { Secrets } from '../presenters/secrets.ts';
import type { System } from '../system.ts';
import { type AdminClient, createAdminClient } from './admin-client.ts';
import { createApi } from './api.ts';
import { createRegistryClient, type RegistryClient, type SourcedToken } from './registry-client.ts';

export interface Connection {
  readonly client: RegistryClient;
  /** The same registry, for those who say who may do what. */
  readonly admin: AdminClient;
  readonly registry: RegistryUrl;
  /** Where the token lies, if it lies in a file. */
  readonly tokenFile?: string;
}

/** From what is configured to a client of the registry; nothing has been sent yet. */
export async function connect(
  options: GlobalOptions,
  { system, presenter, secrets }: { system: System; presenter: Presenter; secrets: Secrets },
): Promise<Connection> {
  const settings = await loadSettings(system, options);
  const registry = requireRegistry(settings);
  if (settings.token?.withheld !== undefined) {
    throw new CliError('denied', settings.token.withheld);
  }
  const token = settings.token && (await readSourcedToken(settings.token, system));
  if (token !== undefined) secrets.add(token.value);
  if (token !== undefined && registry.inTheClear) {
    presenter.note(inTheClear(registry));
  }
  const api = createApi(registry.href, token?.value, system, presenter.note);
  const place = settings.token?.place;
  return {
    client: createRegistryClient(api, token),
    admin: createAdminClient(api, token),
    registry,
    ...(place?.kind === 'file' ? { tokenFile: place.path } : {}),
  };
}

/** The token with the name of where it lies. */
export async function readSourcedToken(
  token: NonNullable<Settings['token']>,
  system: System,
): Promise<SourcedToken> {
  const from = token.place.kind === 'file' ? token.place.path : token.origin.name;
  return { value: await readToken(token, system), from };
}
