import type { AuditedRequest, RecordAudit } from '../audit/audit-event.ts';
import { heldBy } from '../grants/held-scope.ts';
import type { Proof } from '../identity/proof.ts';
import { variablesOf } from '../identity/proof-variables.ts';
import type { ResolveProof } from '../identity/resolve-proof.ts';
import type { IssuedToken } from '../tokens/issue-token.ts';
import type { ResourceName } from '../values/resource-name.ts';
import type { Scope } from '../values/scope.ts';
import { createGiveToken, type GiveTokenDeps } from './give-token.ts';
import { NotGrantedError } from './token-refusals.ts';

export interface ProofRequest {
  readonly proof: Proof;
  /** Whom to act as; absent: whoever matches. */
  readonly identity?: ResourceName;
  /** Absent: everything granted that lasts as long as the token. */
  readonly scope?: Scope;
  /** Absent: the default lifetime. */
  readonly lifetimeSeconds?: number;
  readonly request: AuditedRequest;
}

/**
 * Turns a proof into a token with what was granted, never longer than the grants nor the proof.
 * `refuse` keeps the refusals of people who are nobody here, within bounds.
 *
 * @throws NotGrantedError, ScopeTooWideError, and what the token issuer throws
 */
export function createIssueForProof(
  deps: GiveTokenDeps & { readonly resolve: ResolveProof; readonly refuse: RecordAudit },
) {
  const giveToken = createGiveToken(deps);
  return async (asked: ProofRequest): Promise<IssuedToken> => {
    const { proof, identity, request } = asked;
    const resolved = await deps.resolve(proof, identity);
    if ('reason' in resolved) {
      await deps.refuse({
        action: 'token.issue',
        outcome: 'refused',
        principal: proof.principal,
        ...(identity === undefined ? {} : { identity }),
        ...(request.source === undefined ? {} : { source: request.source }),
        requestId: request.id,
        reason: resolved.reason,
        detail: { way: proof.way },
      });
      throw new NotGrantedError();
    }
    const { grants, ...standing } = resolved;
    const variables = variablesOf(proof);
    const held = heldBy(grants, variables, deps.clock());
    return giveToken({
      standing,
      askedBy: proof.principal,
      held,
      variables,
      scope: asked.scope,
      lifetimeSeconds: asked.lifetimeSeconds,
      notAfter: proof.kind === 'token' ? proof.expiresAt : undefined,
      way: proof.way,
      request,
    });
  };
}
