import { whoIs } from '../audit/actor.ts';
import type { AuditedRequest, RecordAudit } from '../audit/audit-event.ts';
import type { Standing } from '../grants/grant-reader.ts';
import { usedVariables, type Variables } from '../grants/granted-namespace.ts';
import { type Held, takeFrom } from '../grants/held-scope.ts';
import type { Clock } from '../ports/clock.ts';
import type { IssuedToken, TokenIssuer } from '../tokens/issue-token.ts';
import type { Principal } from '../values/principal.ts';
import { formatScope, type Scope } from '../values/scope.ts';
import { NotGrantedError, ScopeTooWideError } from './token-refusals.ts';

export interface GiveTokenDeps {
  readonly issue: TokenIssuer;
  readonly audit: RecordAudit;
  readonly clock: Clock;
  readonly defaultLifetimeSeconds: number;
  readonly maxLifetimeSeconds: number;
}

export interface TokenToGive {
  /** Whose token it becomes. */
  readonly standing: Standing;
  /** Who has asked for it, as the audit tells: the proof's own principal. */
  readonly askedBy: Principal;
  readonly held: readonly Held[];
  readonly variables: Variables;
  readonly scope: Scope;
  readonly lifetimeSeconds: number | undefined;
  /** When what was proved ends. */
  readonly notAfter: Date | undefined;
  readonly origin?: string;
  readonly way: string;
  readonly request: AuditedRequest;
}

/**
 * Gives a token of `scope`, if all of it is held, until the first of the grants ends that it is
 * taken from; and tells the audit, whatever comes of it.
 *
 * @throws NotGrantedError, ScopeTooWideError, and what {@link TokenIssuer} throws
 */
export function createGiveToken(deps: GiveTokenDeps) {
  const { issue, audit, clock, defaultLifetimeSeconds, maxLifetimeSeconds } = deps;
  return async (given: TokenToGive): Promise<IssuedToken> => {
    const { standing, askedBy, scope, variables, origin } = given;
    const event = eventOf(given);
    const refuse = async (error: Error, reason: string): Promise<never> => {
      await audit({ ...event, outcome: 'refused', reason });
      throw error;
    };
    if (given.held.length === 0 || scope.length === 0) {
      return refuse(new NotGrantedError(), 'Nothing is granted to them now.');
    }
    const { missing, from, endsAt } = takeFrom(given.held, scope);
    if (missing.length > 0) {
      const reason = `Not granted: ${formatScope(missing)}.`;
      return refuse(new ScopeTooWideError(`${reason} Ask for what is granted only.`), reason);
    }
    const notAfter = new Date(
      Math.min(endsAt, given.notAfter?.getTime() ?? Infinity, clock().getTime() + A_YEAR_MS),
    );
    const token = await issue({
      ...standing,
      ...(askedBy === standing.principal ? {} : { actor: askedBy }),
      scope,
      lifetimeSeconds: Math.min(
        given.lifetimeSeconds ?? defaultLifetimeSeconds,
        maxLifetimeSeconds,
      ),
      notAfter,
      ...(origin === undefined ? {} : { origin }),
      variables: usedVariables(from, variables),
    }).catch((error: unknown) => {
      if (!(error instanceof Error)) throw error;
      return refuse(error, error.message);
    });
    const { tokenId, expiresInSeconds } = token;
    const detail = { ...event.detail, jti: tokenId, expires_in: expiresInSeconds };
    await audit({ ...event, detail, outcome: 'done' });
    return token;
  };
}

// A Date has an end, and no token lives that long.
const A_YEAR_MS = 366 * 24 * 60 * 60 * 1000;

function eventOf({ standing, askedBy, scope, way, origin, request }: TokenToGive) {
  return {
    action: 'token.issue' as const,
    ...whoIs({ ...standing, actor: askedBy }),
    ...(request.source === undefined ? {} : { source: request.source }),
    requestId: request.id,
    detail: { way, scope: formatScope(scope), ...(origin === undefined ? {} : { origin }) },
  };
}
