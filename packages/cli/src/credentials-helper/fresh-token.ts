import { dirname } from 'node:path';
import { parseResourceName, parseScope } from '@registry/domain';
import type { Token } from '../client/answers.ts';
import { readUserFile } from '../config/config-file.ts';
import { loadSettings } from '../config/load-settings.ts';
import { parseRegistryUrl } from '../config/registry-url.ts';
import { asCliError } from '../errors.ts';
import { fileSystemSentence } from '../file-system-errors.ts';
import { withLock } from '../locks/lock.ts';
import { createSecrets } from '../presenters/secrets.ts';
import type { System } from '../system.ts';
import { requestToken } from '../tokens/request-token.ts';
import { type HelperArguments, type HelperEntry, HelperError } from './helper-arguments.ts';
import { readCached } from './token-files.ts';
import { removeEnded, writeToken } from './write-token.ts';

/** What is left of a token when the next one is fetched: terraform may take that long to use it. */
const MARGIN_MS = 120_000;

/**
 * Exchanges a token and keeps it. Of several clients that ask at once, one does that, and the others
 * find what it has kept.
 */
export async function freshToken(
  entry: HelperEntry,
  args: HelperArguments,
  file: string,
  system: System,
): Promise<string> {
  const secrets = createSecrets();
  try {
    return await withLock(`token for ${entry.host}`, system, async () => {
      const cached = readCached(file, system.now());
      return cached ?? (await exchange(entry, args, file, system, secrets));
    });
  } catch (error) {
    if (system.signal.aborted) {
      throw new HelperError(`${entry.registry} did not answer in time; try again later.`);
    }
    const { errors } = asCliError(error, new AbortController().signal);
    throw new HelperError(secrets.hide(errors.join(' ')).replaceAll(/\s+/g, ' '), { cause: error });
  }
}

async function exchange(
  entry: HelperEntry,
  { entries }: HelperArguments,
  file: string,
  system: System,
  secrets: ReturnType<typeof createSecrets>,
): Promise<string> {
  const registry = parseRegistryUrl(entry.registry, 'the "args" of the credentials helper');
  // The working folder is somebody's checkout: what it says about tokens is not asked for here.
  const settings = await loadSettings(system, { registry: entry.registry }, 'without-project');
  const fromVariable = settings.token?.origin.name === 'REGISTRY_TOKEN';
  const owner = fromVariable ? await ownerOfVariable(entries, system) : registry.href;
  const { token, ...others } = settings;
  const usable = owner === registry.href ? settings : others;
  const startedAt = system.now().getTime();
  const answer = await requestToken(
    usable,
    {
      ...(entry.scope === undefined ? {} : { scope: parseScope(entry.scope) }),
      ...(entry.identity === undefined ? {} : { identity: parseResourceName(entry.identity) }),
      ...(entry.expiresIn === undefined ? {} : { expiresIn: entry.expiresIn }),
    },
    { system, secrets, say: () => {} },
  );
  await keep(file, answer, startedAt, system);
  return answer.access_token;
}

async function keep(
  file: string,
  { access_token: token, expires_in: seconds }: Token,
  startedAt: number,
  system: System,
): Promise<void> {
  if (seconds === undefined) return;
  const lasts = seconds * 1000;
  const refreshAt = startedAt + lasts - Math.min(MARGIN_MS, lasts / 2);
  try {
    await removeEnded(dirname(file), system.now());
    const kept = { token, refresh_at: refreshAt, expires_at: startedAt + lasts };
    await writeToken(file, kept, system.now());
  } catch (error) {
    // Where nothing can be written, as in some containers, each client exchanges its own.
    if (fileSystemSentence(error) === undefined) throw error;
  }
}

/**
 * Nobody names the registry of a call, the client's configuration does; so REGISTRY_TOKEN must be
 * known to be for it: by REGISTRY_URL, by the user's file, or because there is only one.
 */
async function ownerOfVariable(
  entries: readonly HelperEntry[],
  system: System,
): Promise<string | undefined> {
  const named = system.env['REGISTRY_URL'];
  if (named) return parseRegistryUrl(named, 'REGISTRY_URL').href;
  const registry = (await readUserFile(system))?.registry;
  if (registry !== undefined) return registry.href;
  const [only, ...more] = entries;
  return only === undefined || more.length > 0
    ? undefined
    : parseRegistryUrl(only.registry, 'the "args" of the credentials helper').href;
}
