import type { Caller } from '../access/caller.ts';
import type { AuditEvent, AuditedRequest } from './audit-event.ts';

/** Who does something, and with which request. */
export interface Actor {
  readonly caller: Caller;
  readonly request: AuditedRequest;
}

/** The event of something that `actor` has done. */
export function doneBy(
  { caller, request }: Actor,
  action: AuditEvent['action'],
  detail: AuditEvent['detail'],
): AuditEvent {
  const { principal, identities } = caller;
  return {
    action,
    outcome: 'done',
    principal,
    ...(identities.length === 0 ? {} : { identity: identities.join(' ') }),
    ...(request.source === undefined ? {} : { source: request.source }),
    requestId: request.id,
    detail: { ...detail, token: caller.tokenId },
  };
}
