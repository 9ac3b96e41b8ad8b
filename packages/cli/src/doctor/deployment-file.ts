import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Deployment } from '@registry/aws/deployment';
import { z } from 'zod';
import { parseJson } from '../client/refusal.ts';
import { CliError } from '../errors.ts';
import { fileSystemSentence } from '../file-system-errors.ts';
import type { System } from '../system.ts';

const DEPLOYMENT: z.ZodType<Deployment> = z.object({
  region: z.string(),
  base_url: z.url(),
  issuer: z.string(),
  api: z.object({
    id: z.string(),
    stage: z.string(),
    path: z.string(),
    authorizer_arn: z.string(),
    policy: z.string().nullable(),
    gateway_responses: z.record(
      z.string(),
      z.object({
        statusCode: z.number().optional(),
        responseParameters: z.record(z.string(), z.string()),
        responseTemplates: z.record(z.string(), z.string()),
      }),
    ),
  }),
  functions: z.record(
    z.string(),
    z.object({ name: z.string(), log_group_name: z.string(), code_sha256: z.string() }),
  ),
  table: z.object({
    name: z.string(),
    deletion_protection: z.boolean(),
    point_in_time_recovery: z.boolean(),
    stream: z.boolean(),
  }),
  packages: z.object({
    bucket: z.string(),
    adopted: z.boolean(),
    versioning: z.boolean(),
    kms_key_arn: z.string().nullable(),
  }),
  signing_keys: z.object({ active: z.string(), all: z.record(z.string(), z.string()) }),
  alarms: z.object({
    arns: z.record(z.string(), z.string()),
    actions: z.array(z.string()),
  }),
});

/** What `terraform output -json doctor` has written into `file`, or into the standard input (`-`). */
export async function readDeployment(file: string, system: System): Promise<Deployment> {
  const found = DEPLOYMENT.safeParse(parseJson(await textOf(file, system)));
  if (found.success) return found.data;
  const field = found.error.issues[0]?.path.join('.') || 'the whole document';
  throw new CliError(
    'usage',
    `What is in ${file} is not what the module says of its deployment (${field}); write it with "terraform output -json doctor", where the root hands on the output doctor of a module of this version.`,
  );
}

async function textOf(file: string, { cwd, stdin }: System): Promise<string> {
  if (file === '-') return text(stdin);
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new CliError('usage', fileSystemSentence(error) ?? `${file} cannot be read.`, {
      cause: error,
    });
  }
}
