/** What the registry says of who may do what; whatever else it says is let through. */
import { z } from 'zod';

export const GRANT = z.looseObject({
  principal: z.string(),
  namespace: z.string(),
  permissions: z.array(z.string()),
  expires_at: z.string().nullable(),
  reason: z.string(),
  created_by: z.string().nullish(),
  created_at: z.string().nullish(),
  managed_by: z.string().nullish(),
});
export type GrantAnswer = z.infer<typeof GRANT>;

export const ACCESS = z.looseObject({
  allowed: z.boolean(),
  by: z.array(GRANT),
  templated: z.array(GRANT),
  identities: z.array(z.looseObject({ name: z.string(), matches: z.string() })).default([]),
});
export type AccessAnswer = z.infer<typeof ACCESS>;

export const IDENTITY = z.looseObject({
  name: z.string(),
  match: z.record(z.string(), z.unknown()),
});
export type IdentityAnswer = z.infer<typeof IDENTITY>;

export const ISSUER = z.looseObject({
  name: z.string(),
  issuer: z.string(),
  audiences: z.array(z.string()),
  algorithms: z.array(z.string()),
  jwks: z.record(z.string(), z.unknown()).nullish(),
  preset: z.string().nullish(),
});
export type IssuerAnswer = z.infer<typeof ISSUER>;

export const STATIC_TOKEN = z.looseObject({
  name: z.string(),
  scope: z.string(),
  expires_at: z.string(),
  created_by: z.string(),
  last_used_at: z.string().nullish(),
});
export type StaticTokenAnswer = z.infer<typeof STATIC_TOKEN>;

export const CREATED_TOKEN = STATIC_TOKEN.extend({ token: z.string() });

export const REVOCATION = z.looseObject({
  id: z.string(),
  jti: z.string().optional(),
  principal: z.string().optional(),
  identity: z.string().optional(),
  reason: z.string(),
  created_by: z.string(),
  created_at: z.string(),
  expires_at: z.string(),
  left_to_do: z.string().optional(),
});
export type RevocationAnswer = z.infer<typeof REVOCATION>;

export const AUDIT_ENTRY = z.looseObject({
  at: z.string(),
  action: z.string(),
  outcome: z.string(),
  principal: z.string().nullable(),
  identity: z.string().nullable(),
  source: z.string().nullable(),
  request_id: z.string(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditAnswer = z.infer<typeof AUDIT_ENTRY>;
