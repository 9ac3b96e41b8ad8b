/** The modules of a repository that holds several, as its `.registry.yaml` lists them. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { formatModuleId, type ModuleId, parseModuleAddress } from '@registry/domain';
import { parse } from 'yaml';
import { z } from 'zod';
import { findProjectFile, PROJECT_FILE } from '../config/config-file.ts';
import { CliError } from '../errors.ts';
import type { System } from '../system.ts';
import { asUsage } from '../usage.ts';

export interface ProjectModule {
  readonly id: ModuleId;
  /** Absolute. */
  readonly folder: string;
  /** With one `*`, which stands for the version: `vpc/v*`. */
  readonly tag?: string;
  /** Absolute; a file that holds the version and nothing else. */
  readonly versionFile?: string;
}

const MODULES = z
  .array(
    z.strictObject({
      module: z.string(),
      folder: z.string().min(1),
      tag: z
        .string()
        .regex(/^[^*]*\*[^*]*$/)
        .optional(),
      version_file: z.string().min(1).optional(),
    }),
  )
  .min(1);

const HOW = `write "modules:" with "- { module: acme/vpc/aws, folder: modules/vpc, tag: vpc/v* }", or "version_file: VERSION" in place of the tag`;

/** @throws CliError `usage` where there is no such file, or it lists no modules, or wrongly */
export async function readProjectModules(system: System): Promise<readonly ProjectModule[]> {
  const path = (await findProjectFile(system))?.path;
  if (path === undefined) {
    throw new CliError(
      'usage',
      `There is no ${PROJECT_FILE} here or above; ${HOW} into one at the root of the repository.`,
    );
  }
  // Was found to be YAML when it was read as the project's file.
  const parsed = MODULES.safeParse(parse(await readFile(path, 'utf8'))?.modules);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => ['modules', ...issue.path].join('.'));
    throw new CliError('usage', `${path} is wrong at ${where.join(', ')}; ${HOW}.`);
  }
  const at = (name: string, ...folder: string[]) => resolve(dirname(path), ...folder, name);
  const modules = parsed.data.map((entry) => ({
    id: asUsage(() => parseModuleAddress(entry.module)),
    folder: at(entry.folder),
    ...(entry.tag === undefined ? {} : { tag: entry.tag }),
    ...(entry.version_file === undefined
      ? {}
      : { versionFile: at(entry.version_file, entry.folder) }),
  }));
  refuseAmbiguous(path, modules);
  return modules;
}

function refuseAmbiguous(path: string, modules: readonly ProjectModule[]): void {
  for (const [index, one] of modules.entries()) {
    const name = formatModuleId(one.id);
    if (one.tag === undefined && one.versionFile === undefined) {
      throw new CliError('usage', `${path} does not say how ${name} gets its version; ${HOW}.`);
    }
    const before = modules.slice(0, index);
    if (before.some(({ id }) => formatModuleId(id) === name)) {
      throw new CliError('usage', `${path} lists ${name} twice; keep one of the two.`);
    }
    if (one.tag !== undefined && before.some(({ tag }) => tag === one.tag)) {
      throw new CliError(
        'usage',
        `${path} has the tag "${one.tag}" for two modules; a tag must mean one, such as "${one.id.name}/v*".`,
      );
    }
  }
}
