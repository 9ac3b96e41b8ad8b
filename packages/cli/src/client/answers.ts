/** The answers of the registry, as far as this program reads them; the rest is let through. */
import { z } from 'zod';
import type { CliError } from '../errors.ts';
import type { ApiAnswer } from './api.ts';
import { notARegistry, parseJson } from './refusal.ts';

const text = z.string().default('');
const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);

export const UPLOAD = z.object({
  upload: z
    .object({
      method: z.literal('PUT'),
      url: z.url({ protocol: /^https?$/ }),
      headers: z.record(z.string(), z.string()),
      expires_at: z.string(),
    })
    .nullable(),
});
export type UploadTarget = NonNullable<z.infer<typeof UPLOAD>['upload']>;

export const PUBLISHED = z.looseObject({
  id: z.string(),
  version: z.string(),
  published_at: z.string(),
  published_by: z.string().nullish(),
  sha256: SHA256.nullish(),
  size: z.number().nullish(),
  format: z.string().nullish(),
  source: z.string().nullish(),
});
export type Published = z.infer<typeof PUBLISHED>;

export const VERSIONS = z.object({
  modules: z.array(z.object({ versions: z.array(z.object({ version: z.string() })) })).min(1),
});

export const LOCATION = z.object({ location: z.string().min(1) });

const REQUIREMENT = z.looseObject({ name: z.string(), source: text, version: text });
export type Requirement = z.infer<typeof REQUIREMENT>;

const FOLDER = z.looseObject({
  path: text,
  readme: text,
  inputs: z
    .array(
      z.looseObject({
        name: z.string(),
        type: text,
        description: text,
        default: z.string().nullish(),
        required: z.boolean().default(false),
      }),
    )
    .default([]),
  outputs: z.array(z.looseObject({ name: z.string(), description: text })).default([]),
  dependencies: z.array(REQUIREMENT).default([]),
  provider_dependencies: z.array(REQUIREMENT).default([]),
});
export type ModuleFolder = z.infer<typeof FOLDER>;

export const DETAIL = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  name: z.string(),
  provider: z.string(),
  version: z.string(),
  description: z.string().nullish(),
  source: z.string().nullish(),
  published_at: z.string(),
  published_by: z.string().nullish(),
  root: FOLDER.nullish(),
  submodules: z.array(FOLDER).nullish(),
  versions: z.array(z.string()).default([]),
  sha256: SHA256.nullish(),
  size: z.number().nullish(),
  format: z.string().nullish(),
});
export type Detail = z.infer<typeof DETAIL>;

// RFC 6750 §2.1. The token is written into shell lines and configuration files: nothing that means
// something there may come in with it.
const BEARER = z.string().regex(/^[A-Za-z0-9._~+/-]+=*$/);

export const TOKEN = z.looseObject({
  access_token: BEARER,
  token_type: z.string(),
  expires_in: z.number().optional(),
  scope: z.string().optional(),
});
export type Token = z.infer<typeof TOKEN>;

/** OpenID Connect Discovery 1.0 §3, of which only this matters here. */
export const OPENID_CONFIGURATION = z.looseObject({ issuer: z.url({ protocol: /^https?$/ }) });

export const WHOAMI = z.looseObject({
  principal: z.string(),
  scope: z.string(),
  expires_at: z.string(),
});
export type Whoami = z.infer<typeof WHOAMI>;

/** Reads a good answer, or says why it cannot come from a registry. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: ApiAnswer): T {
  const json = parseJson(answer.text);
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw unreadable(answer, json === undefined, result.error);
}

function unreadable(answer: ApiAnswer, notJson: boolean, error: z.ZodError): CliError {
  const kind = answer.headers.get('content-type')?.split(';')[0] ?? 'no content type';
  const field = error.issues[0]?.path.join('.') || 'the whole document';
  return notARegistry(
    new URL(answer.url).origin,
    notJson ? `${kind} that is not JSON` : `JSON with an unexpected ${field}`,
  );
}
