import { z } from '@hono/zod-openapi';
import {
  canonicalPrincipal,
  GRANTABLE,
  type Grant,
  type GrantTerms,
  parseGrantedNamespace,
  parseReason,
  parseTime,
  ROLES,
} from '@registry/domain';
import { parsed } from '@registry/http';

export const Principal = parsed(canonicalPrincipal, {
  example: 'identity:ci',
  description: 'whom: an IAM ARN, `oidc:<issuer>#<subject>` or `identity:<name>`',
});

export const GrantPath = z.object({
  namespace: parsed(parseGrantedNamespace, {
    example: 'acme',
    description: 'a namespace, the beginning of one and `*`, or one with a `{claim}`',
  }),
});

export const GRANTS_PATH = '/v1/namespaces/{namespace}/grants';

const TERMS = {
  permissions: z.array(z.enum(GRANTABLE)).optional(),
  role: z.enum(['reader', 'publisher', 'maintainer', 'owner']).optional(),
  expires_at: parsed(parseTime, { example: '2026-12-31T23:59:59Z' }).nullable().optional(),
  reason: parsed(parseReason, { example: 'publishes the network modules' }).optional(),
};

/** All terms of a grant; what is left out is without an end and without a reason. */
export const PutGrantBody = z
  .strictObject(TERMS)
  .refine(({ permissions, role }) => (permissions === undefined) !== (role === undefined), {
    error: 'Give permissions or a role: one of the two.',
  })
  .transform(
    ({ permissions, role, expires_at, reason }): GrantTerms => ({
      permissions: permissions ?? (role ? ROLES[role] : []),
      expiresAt: expires_at ?? null,
      reason: reason ?? '',
    }),
  );

/** The terms that are to change. */
export const PatchGrantBody = z
  .strictObject(TERMS)
  .refine(({ permissions, role }) => permissions === undefined || role === undefined, {
    error: 'Give permissions or a role, not both.',
  })
  .transform(
    ({ permissions, role, expires_at, reason }): Partial<GrantTerms> => ({
      ...(permissions && { permissions }),
      ...(role && { permissions: ROLES[role] }),
      ...(expires_at === undefined ? {} : { expiresAt: expires_at }),
      ...(reason === undefined ? {} : { reason }),
    }),
  );

export const GrantBody = z
  .object({
    principal: z.string().openapi({ example: 'identity:ci' }),
    namespace: z.string().openapi({ example: 'acme' }),
    permissions: z.array(z.string()).openapi({ example: ['download', 'upload'] }),
    expires_at: z.string().nullable(),
    reason: z.string(),
    created_by: z.string().nullable(),
    created_at: z.string().nullable(),
    managed_by: z.string().nullable().openapi({ description: '`terraform`: changed there only' }),
  })
  .openapi('Grant');

export function grantBody(grant: Grant): z.infer<typeof GrantBody> {
  return {
    principal: grant.principal,
    namespace: grant.namespace,
    permissions: [...grant.permissions],
    expires_at: grant.expiresAt?.toISOString() ?? null,
    reason: grant.reason,
    created_by: grant.createdBy,
    created_at: grant.createdAt?.toISOString() ?? null,
    managed_by: grant.managedBy ?? null,
  };
}
