/**
 * Tokens on disk, each in a file that its owner alone may read. Read without waiting: this is all
 * that the helper does most of the time.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';
import type { System } from '../system.ts';
import { GITHUB_TOKEN } from '../tokens/way-in.ts';
import type { HelperEntry } from './helper-arguments.ts';

export type Surroundings = Pick<System, 'env' | 'home' | 'now'>;

/** A token that was exchanged, in milliseconds since 1970. */
export interface CachedToken {
  readonly token: string;
  readonly refresh_at: number;
  readonly expires_at: number;
}

// What the proof is found by, besides what is in the home of the user: every way to say whose AWS
// credentials are meant, the tokens of pipelines, and what decides whose REGISTRY_TOKEN is.
const WHO = /^(?:AWS|REGISTRY)_|^XDG_CONFIG_HOME$/;

/**
 * Who somebody is, as far as their environment tells: on a machine that several pipelines share,
 * none may find the token of another. That the region counts as well costs an exchange; that a
 * variable is left out would cost somebody's token.
 */
function who(env: System['env']): readonly (readonly [string, string])[] {
  return Object.entries(env)
    .flatMap(([name, value]) =>
      value && (WHO.test(name) || name === GITHUB_TOKEN) ? [[name, value] as const] : [],
    )
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

export function cachedTokensFolder(system: Pick<System, 'env' | 'home'>): string {
  return join(cacheFolder(system), 'tokens');
}

export function storedTokensFolder({ env, home }: Pick<System, 'env' | 'home'>): string {
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'registry', 'credentials');
}

/** One file for each way in which the tokens for one host may differ; all begin with the host. */
export function cachedTokenFile(entry: HelperEntry, system: Surroundings): string {
  const key = JSON.stringify([entry, system.home, who(system.env)]);
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return join(cachedTokensFolder(system), `${cachePrefix(entry.host)}${digest}.json`);
}

/** No host has a `~` in it. */
export function cachePrefix(host: string): string {
  return `${fileName(host)}~`;
}

export function storedTokenFile(host: string, system: Surroundings): string {
  return join(storedTokensFolder(system), `${fileName(host)}.json`);
}

/** The token that was exchanged, while it is fresh enough to be used for some time. */
export function readCached(file: string, now: Date): string | undefined {
  const { token, refresh_at: refreshAt } = readTokenFile(file);
  if (typeof token !== 'string' || typeof refreshAt !== 'number') return undefined;
  return now.getTime() < refreshAt ? token : undefined;
}

/** The token that somebody stored, unless it says itself that it has ended. */
export function readStored(host: string, system: Surroundings): string | undefined {
  const { token } = readTokenFile(storedTokenFile(host, system));
  return typeof token === 'string' && !hasEnded(token, system.now()) ? token : undefined;
}

function hasEnded(token: string, now: Date): boolean {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  const { exp } = parse(payload);
  return typeof exp === 'number' && exp * 1000 <= now.getTime();
}

/** Nothing where there is nothing that can be read. */
export function readTokenFile(file: string): Record<string, unknown> {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function fileName(host: string): string {
  return host.replaceAll(':', '_');
}
