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
  return {
    action,
    outcome: 'done',
    ...whoIs(caller),
    ...(request.source === undefined ? {} : { source: request.source }),
    requestId: request.id,
    detail: { ...detail, token: caller.tokenId },
  };
}

/** Who they have proved to be, and as whom they act. */
export function whoIs(
  who: Pick<Caller, 'principal' | 'identities' | 'actor'>,
): Pick<AuditEvent, 'principal' | 'identity'> {
  const [, name] = /^identity:(.*)$/.exec(who.principal) ?? [];
  const identity = name ?? who.identities.join(' ');
  return { principal: who.actor ?? who.principal, ...(identity === '' ? {} : { identity }) };
}
