/**
 * The rule that keeps a checkout from stealing a token. A project file may choose the registry,
 * but it comes with a repository, so whoever can change the repository can change it; were it
 * obeyed blindly, `registry: https://evil.example` in a pull request would collect the token of
 * everybody who runs this program there. So:
 *
 * 1. No token, and no proof of who somebody is, goes to a registry that only a project file names.
 *    Saying so is the user's part: by --registry, REGISTRY_URL, or `registry` or `registries` of
 *    the user's file.
 * 2. A token of the user's file goes where that file says: the one under `registries` to that
 *    registry alone, the other to `registry` of the same file. Where the file names none, it goes
 *    to the one that the user names for this run.
 * 3. A project's `token_file` lies inside the project (`token.ts` looks): it must not be able to
 *    turn other files of the user into tokens.
 */
import type { ConfigFile } from './config-file.ts';
import type { RegistryUrl } from './registry-url.ts';
import type { Origin, Settings } from './settings.ts';

/** Rule 1. */
export function untrustedReason(
  url: RegistryUrl,
  origin: Origin,
  user: ConfigFile | undefined,
  userFile: string,
): string | undefined {
  if (origin.kind !== 'project') return undefined;
  if (user?.registry?.href === url.href || user?.registries.has(url.href)) return undefined;
  return `Only ${origin.name} names the registry ${url.href}, and no token goes to a registry that a project file alone has chosen; if you trust it, say so with --registry ${url.href}, REGISTRY_URL, or an entry under "registries" in ${userFile}.`;
}

/** Rules 1 and 2. */
export function withholdReason(
  { url, untrusted }: NonNullable<Settings['registry']>,
  token: Omit<NonNullable<Settings['token']>, 'withheld'>,
  user: ConfigFile | undefined,
  userFile: string,
): string | undefined {
  if (untrusted !== undefined) return untrusted;
  const own = user?.registries.get(url.href)?.tokenFile;
  const isDefaultToken = token.origin.kind === 'user' && own === undefined;
  if (isDefaultToken && user?.registry !== undefined && user.registry.href !== url.href) {
    return `The token in ${userFile} belongs to ${user.registry.href} and is not sent to ${url.href}; set REGISTRY_TOKEN, give --token-file, or name a token for it under "registries" in that file.`;
  }
  return undefined;
}
