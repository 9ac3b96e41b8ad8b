import {
  type AuditEvent,
  type AuditedRequest,
  type RecordAudit,
  UnauthenticatedError,
} from '@registry/domain';
import type { ApiEnv } from '@registry/http';
import type { Context } from 'hono';

export function auditedRequest(c: Context<ApiEnv>): AuditedRequest {
  const source = c.env?.edge?.source;
  return { id: c.get('requestId'), ...(source === undefined ? {} : { source }) };
}

/** What `prove` proves. That it proves nothing is told to `refuse` before it is answered. */
export async function auditRefusal<T>(
  prove: () => Promise<T>,
  request: AuditedRequest,
  detail: AuditEvent['detail'],
  refuse: RecordAudit,
): Promise<T> {
  try {
    return await prove();
  } catch (error) {
    if (!(error instanceof UnauthenticatedError)) throw error;
    await refuse({
      action: 'token.issue',
      outcome: 'refused',
      ...(request.source === undefined ? {} : { source: request.source }),
      requestId: request.id,
      reason: error.message,
      detail,
    });
    throw error;
  }
}
