import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, YAMLError } from 'yaml';
import { z } from 'zod';
import { ConfigError, FILE_SETTINGS } from './config.ts';

export const CONFIG_FILE = 'config.yaml';

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Value = z.union(
  [Scalar, z.array(Scalar).transform((values) => values.join(','))],
  'must be a text, a number, or a list of them',
);
const Settings = z.strictObject(
  Object.fromEntries(FILE_SETTINGS.map((name) => [name.toLowerCase(), Value.optional()])),
);

/**
 * The settings in `config.yaml` of the data folder, by the names of the environment: the file has
 * the same ones in lower case. None where there is no such file. ConfigError
 */
export async function readConfigFile(dataDir: string): Promise<Readonly<Record<string, string>>> {
  const path = join(dataDir, CONFIG_FILE);
  const parsed = Settings.safeParse(readYaml(path, await readIfThere(path)) ?? {});
  if (!parsed.success) {
    throw unusable(
      path,
      parsed.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; '),
    );
  }
  return Object.fromEntries(
    Object.entries(parsed.data).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toUpperCase(), value]],
    ),
  );
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '';
    throw unusable(path, `it cannot be read (${error.code})`);
  }
}

function readYaml(path: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    // Its message quotes the line, and a line may hold what nobody should see.
    const [position] = error.linePos ?? [];
    throw unusable(path, `line ${position?.line ?? 1} is no YAML`);
  }
}

function unusable(path: string, faults: string): ConfigError {
  return new ConfigError(`The settings in ${path} cannot be used. ${faults}.`);
}
