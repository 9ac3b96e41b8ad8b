import { parse } from 'yaml';
import { z } from 'zod';
import { CliError } from '../errors.ts';

const BOTH = z.strictObject({
  registry: z.string().optional(),
  token_file: z.string().min(1).optional(),
});

// What stands under `modules` is for `release`, which reads it (releasing/project-modules.ts).
const PROJECT = BOTH.extend({ modules: z.unknown().optional() });

const REGISTRY = z.strictObject({
  token_file: z.string().min(1).optional(),
  issuer: z.url({ protocol: /^https?$/ }).optional(),
});

const USER = BOTH.extend({
  registries: z.record(z.string(), REGISTRY.nullable()).optional(),
});

export type ConfigDocument = z.infer<typeof USER>;

/** A file's text as settings. The message names keys only: a value may be a secret. */
export function parseConfig(text: string, path: string, kind: 'project' | 'user'): ConfigDocument {
  const schema: z.ZodType<ConfigDocument> = kind === 'project' ? PROJECT : USER;
  const result = schema.safeParse(parseYaml(text, path) ?? {});
  if (result.success) return result.data;
  const keys = result.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.'),
  );
  const allowed = Object.keys((kind === 'project' ? PROJECT : USER).shape).join(', ');
  throw new CliError(
    'usage',
    `The configuration file ${path} is wrong at ${keys.filter(Boolean).join(', ') || 'its top'}; a ${kind} file may hold ${allowed}.`,
  );
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text, { prettyErrors: false });
  } catch (error) {
    throw new CliError(
      'usage',
      `The configuration file ${path} is not YAML; write lines such as "registry: https://registry.example.com".`,
      { cause: error },
    );
  }
}
