/** The request that something was done by. */
export interface AuditedRequest {
  readonly id: string;
  /** The client's address, as the edge tells it. */
  readonly source?: string;
}

export const AUDIT_ACTIONS = [
  'token.issue',
  'token.revoke',
  'grant.put',
  'grant.delete',
  'identity.put',
  'identity.delete',
  'issuer.put',
  'issuer.delete',
  'static_token.create',
  'static_token.delete',
  'revocation.create',
  'revocation.delete',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What was done or refused, to be looked up later; never holds a credential. */
export interface AuditEvent {
  readonly action: AuditAction;
  readonly outcome: 'done' | 'refused';
  /** Canonical; absent where nobody has proved anything. */
  readonly principal?: string;
  readonly identity?: string;
  /** The client's address, as the edge tells it. */
  readonly source?: string;
  readonly requestId: string;
  /** For a refusal: why, in a sentence for the administrator. */
  readonly reason?: string;
  /** What else belongs to the action: way in, scope, jti, namespace, the record's name. */
  readonly detail: Readonly<Record<string, string | number | readonly string[]>>;
}

/**
 * Keeps audit events. What is audited is not acknowledged before it is kept: UnavailableError
 * where it cannot be, and the action then fails.
 */
export type RecordAudit = (event: AuditEvent) => Promise<void>;
