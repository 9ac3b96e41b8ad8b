import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostsWithCredentials } from '../cli-config/credentials.ts';
import { configFiles, type Tool } from '../cli-config/places.ts';
import { readConfigText } from '../cli-config/update-file.ts';
import type { System } from '../system.ts';
import { argumentsOf, findBlock } from './find-block.ts';
import type { HelperEntry } from './helper-arguments.ts';
import { launcherPath, readLauncher } from './launcher.ts';
import { cachedTokensFolder, cachePrefix, readStored, readTokenFile } from './token-files.ts';

export interface HostStatus {
  readonly host: string;
  readonly registry: string;
  readonly scope: string | null;
  readonly identity: string | null;
  /** Whether somebody stored a token for it, as with `terraform login`. */
  readonly stored: boolean;
  /** Until when the last token holds that was exchanged. */
  readonly cached_until: string | null;
  /** Where the client finds a token before it asks the helper. */
  readonly overridden_by: string | null;
}

export interface HelperStatus {
  readonly tool: Tool;
  readonly installed: boolean;
  readonly program: string;
  /** What keeps it from working, a sentence. */
  readonly problem: string | null;
  /** The file with the block. */
  readonly file: string | null;
  readonly passes_on_to: string | null;
  readonly hosts: readonly HostStatus[];
}

export async function helperStatus(tool: Tool, system: System): Promise<HelperStatus> {
  const block = await findBlock(tool, system);
  const { entries, passOn } = argumentsOf(block);
  const program = launcherPath(tool, system);
  const ours = block?.ours === true;
  const overriding = await overrides(tool, system);
  return {
    tool,
    installed: ours,
    program,
    problem: ours
      ? await problemWith(program, system)
      : block === undefined
        ? null
        : `${block.file} has another credentials helper, "${block.name}".`,
    file: ours ? block.file : null,
    passes_on_to: passOn?.name ?? null,
    hosts: entries.map((entry) => hostStatus(entry, overriding, system)),
  };
}

function hostStatus(
  { host, registry, scope, identity }: HelperEntry,
  overriding: ReadonlyMap<string, string>,
  system: System,
): HostStatus {
  const until = cachedUntil(host, system);
  return {
    host,
    registry,
    scope: scope ?? null,
    identity: identity ?? null,
    stored: readStored(host, system) !== undefined,
    cached_until: until === undefined ? null : new Date(until).toISOString(),
    overridden_by: overriding.get(host) ?? null,
  };
}

async function problemWith(program: string, system: System): Promise<string | null> {
  const again = 'run "registry-cli credentials-helper install" again';
  const script = await readLauncher(program);
  if (script === undefined) return `${program} is missing; ${again}.`;
  const helper = /^helper='(.*)'$/m.exec(script)?.[1]?.replaceAll("'\\''", "'");
  if (helper === undefined) return `${program} is not of registry-cli; move it away and ${again}.`;
  if (helper !== system.program.helper && !existsSync(helper)) {
    return `${program} starts ${helper}, which is missing; ${again}.`;
  }
  return null;
}

/** The hosts that a variable or a block has a token for: these are looked at first. */
async function overrides(tool: Tool, system: System): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const file of configFiles(tool, system)) {
    for (const host of hostsWithCredentials(await readConfigText(file))) {
      found.set(host, `the credentials block in ${file}`);
    }
  }
  for (const name of Object.keys(system.env)) {
    const [, host] = /^TF_TOKEN_(.+)$/.exec(name) ?? [];
    if (host === undefined) continue;
    found.set(host.replaceAll('__', '-').replaceAll('_', '.').toLowerCase(), name);
  }
  return found;
}

function cachedUntil(host: string, system: System): number | undefined {
  const folder = cachedTokensFolder(system);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const ends = names
    .filter((name) => name.startsWith(cachePrefix(host)))
    .map((name) => readTokenFile(join(folder, name))['expires_at'])
    .filter((end) => typeof end === 'number' && end > system.now().getTime());
  return ends.length === 0 ? undefined : Math.max(...ends.map(Number));
}
