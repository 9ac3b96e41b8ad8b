import { z } from '@hono/zod-openapi';
import { AUDIT_ACTIONS, type AuditEntry, type createListAudit, parseTime } from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, parsed } from '@registry/http';
import { jsonAnswer } from '../../schemas/answers.ts';
import { ADMINISTERED } from '../schemas/answers.ts';
import { Principal } from '../schemas/grant.ts';
import { LIST_QUERY, Next, pageOf } from '../schemas/listing.ts';

export interface AuditRouteDeps {
  readonly listAudit: ReturnType<typeof createListAudit>;
  readonly authenticate: Authenticate;
}

const Query = z.strictObject({
  ...LIST_QUERY,
  since: parsed(parseTime, { example: '2026-01-01' }).optional(),
  until: parsed(parseTime, { example: '2026-01-31T23:59:59Z' }).optional(),
  principal: Principal.optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
});

const EntryBody = z
  .object({
    id: z.string(),
    at: z.string(),
    action: z.enum(AUDIT_ACTIONS),
    outcome: z.enum(['done', 'refused']),
    principal: z.string().nullable(),
    identity: z.string().nullable(),
    source: z.string().nullable().openapi({ description: "the client's address" }),
    request_id: z.string(),
    reason: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry');
const EntryList = z.object({ entries: z.array(EntryBody), next: Next }).openapi('AuditEntryList');

export function auditRoute(app: ApiApp, deps: AuditRouteDeps): void {
  const route = declare({
    method: 'get',
    path: '/v1/audit',
    operationId: 'listAudit',
    summary: 'What was done and refused, the newest first',
    'x-access': 'admin',
    request: { query: Query },
    responses: { ...ADMINISTERED, 200: jsonAnswer('The entries', EntryList) },
  });
  addRoute(app, route, deps.authenticate, async (c) => {
    const { since, until, principal, action, ...page } = c.req.valid('query');
    const filter = { since, until, principal, action };
    const { items, next } = await deps.listAudit(filter, pageOf(page));
    return c.json({ entries: items.map(entryBody), next: next ?? null }, 200);
  });
}

function entryBody({ id, at, event }: AuditEntry): z.infer<typeof EntryBody> {
  return {
    id,
    at: at.toISOString(),
    action: event.action,
    outcome: event.outcome,
    principal: event.principal ?? null,
    identity: event.identity ?? null,
    source: event.source ?? null,
    request_id: event.requestId,
    reason: event.reason ?? null,
    detail: { ...event.detail },
  };
}
