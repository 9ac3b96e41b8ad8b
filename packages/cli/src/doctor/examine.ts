import { createApi } from '../client/api.ts';
import { NetworkError } from '../client/network-error.ts';
import { createRegistryClient, type SourcedToken } from '../client/registry-client.ts';
import type { RegistryUrl } from '../config/registry-url.ts';
import { CliError } from '../errors.ts';
import type { System } from '../system.ts';
import { askDiscovery, checkClock, checkDiscovery, checkKeys, checkStranger } from './answers.ts';
import { type CheckResult, fine, skipped, wrong } from './checkup.ts';
import { checkCertificate, checkName } from './way-there.ts';

export interface Patient {
  readonly registry: RegistryUrl;
  /** Or why none may be used. */
  readonly token: SourcedToken | { readonly none: string };
}

/** Looks at a registry as its clients see it. */
export async function examine(
  { registry, token }: Patient,
  system: System,
  say: (note: string) => void,
): Promise<readonly CheckResult[]> {
  const url = new URL(registry.href);
  const name = await checkName(url, system);
  if (name.findings.length > 0) return [name];
  const way = [name, await checkCertificate(url, system)];
  const api = createApi(registry.href, 'none' in token ? undefined : token.value, system, say);
  try {
    const discovery = await askDiscovery(api);
    return [
      ...way,
      checkDiscovery(discovery, registry),
      checkClock(discovery, system.now()),
      await checkKeys(api),
      await checkStranger(api),
      await checkToken(),
    ];
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return [...way, wrong('answers', ...error.errors)];
  }

  async function checkToken(): Promise<CheckResult> {
    const title = 'a read with a token';
    if ('none' in token) return skipped(title, token.none);
    try {
      await createRegistryClient(api, token).whoami();
      return fine(title);
    } catch (error) {
      if (!(error instanceof CliError) || error instanceof NetworkError) throw error;
      return wrong(title, ...error.errors);
    }
  }
}
