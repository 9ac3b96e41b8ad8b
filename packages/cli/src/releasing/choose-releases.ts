import { readFile } from 'node:fs/promises';
import { formatModuleId, InvalidError, parseVersion, type Version } from '@registry/domain';
import { CliError } from '../errors.ts';
import { asUsage } from '../usage.ts';
import type { ProjectModule } from './project-modules.ts';

/** A module of the project, and the version that it is to be published as. */
export interface Release {
  readonly module: ProjectModule;
  readonly version: Version;
}

/** The one module that `tag` releases. */
export function releaseOfTag(modules: readonly ProjectModule[], tag: string): Release {
  const tagged = modules.filter((module) => module.tag !== undefined);
  const [release, ...others] = tagged
    .map((module) => ({ module, version: versionIn(tag, module.tag ?? '') }))
    .filter((one): one is Release => one.version !== undefined);
  if (release !== undefined && others.length === 0) return release;
  const patterns = tagged.map((module) => `"${module.tag}"`).join(', ') || 'none';
  throw new CliError(
    'usage',
    release === undefined
      ? `The tag "${tag}" releases no module: with a semantic version for "*", it must be one of the project's patterns (${patterns}).`
      : `The tag "${tag}" fits more than one of the project's patterns (${patterns}); make them differ in more than a "v".`,
  );
}

function versionIn(tag: string, pattern: string): Version | undefined {
  const [before = '', after = ''] = pattern.split('*');
  if (tag.length < before.length + after.length) return undefined;
  if (!tag.startsWith(before) || !tag.endsWith(after)) return undefined;
  try {
    return parseVersion(tag.slice(before.length, tag.length - after.length));
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    return undefined;
  }
}

/** Every module that names its version in a file. */
export async function releasesOfFiles(modules: readonly ProjectModule[]): Promise<Release[]> {
  const releases: Release[] = [];
  for (const module of modules) {
    if (module.versionFile === undefined) continue;
    const text = (await readFile(module.versionFile, 'utf8')).trim();
    releases.push({ module, version: asUsage(() => parseVersion(text)) });
  }
  if (releases.length > 0) return releases;
  throw new CliError(
    'usage',
    `No module of the project has a version_file, so it takes a tag to release one: --tag ${modules.map(({ tag }) => tag)[0]?.replace('*', '1.0.0')}.`,
  );
}

export function nameOf({ module, version }: Release): string {
  return `${formatModuleId(module.id)} ${version}`;
}
