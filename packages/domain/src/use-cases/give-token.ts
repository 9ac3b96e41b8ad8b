import { whoIs } from '../audit/actor.ts';
import type { AuditedRequest, RecordAudit } from '../audit/audit-event.ts';
import { UnauthenticatedError } from '../errors.ts';
import type { Standing } from '../grants/grant-reader.ts';
import { usedVariables, type Variables } from '../grants/granted-namespace.ts';
import { type Held, lastingScope, takeFrom } from '../grants/held-scope.ts';
import type { Clock } from '../ports/clock.ts';
import type { IssuedToken, TokenIssuer, TokenOrigin } from '../tokens/issue-token.ts';
import type { Principal } from '../values/principal.ts';
import { formatScope, includesScope, type Scope } from '../values/scope.ts';
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
  /** What the token that is traded allows, where it is a token; absent: all that is held. */
  readonly within?: Scope;
  readonly variables: Variables;
  /** Absent: all of it that lasts as long as the token. */
  readonly scope: Scope | undefined;
  readonly lifetimeSeconds: number | undefined;
  /** When what was proved ends. */
  readonly notAfter: Date | undefined;
  /** What it is traded for. */
  readonly origin?: TokenOrigin;
  readonly way: string;
  readonly request: AuditedRequest;
}

/**
 * Gives a token of `scope`, if all of it is held, until the first of the grants ends that it is
 * taken from; and tells the audit, whatever comes of it.
 *
 * @throws NotGrantedError, ScopeTooWideError, UnauthenticatedError at the end of a long chain of
 *   trades, and what {@link TokenIssuer} throws
 */
export function createGiveToken(deps: GiveTokenDeps) {
  const { issue, audit, clock, defaultLifetimeSeconds, maxLifetimeSeconds } = deps;
  return async (given: TokenToGive): Promise<IssuedToken> => {
    const { standing, askedBy, variables, origin } = given;
    const lifetimeSeconds = Math.min(
      given.lifetimeSeconds ?? defaultLifetimeSeconds,
      maxLifetimeSeconds,
    );
    const proofEnds = given.notAfter?.getTime() ?? Infinity;
    const wantedEnd = Math.min(proofEnds, clock().getTime() + lifetimeSeconds * 1000);
    const scope = given.scope ?? lastingScope(given.held, wantedEnd, given.within);
    const event = eventOf(given, scope);
    const refuse = async (error: Error, reason: string): Promise<never> => {
      await audit({ ...event, outcome: 'refused', reason });
      throw error;
    };
    const wider = scope.filter((entry) => !includesScope(given.within ?? scope, [entry]));
    if (wider.length > 0) {
      const reason = `Not in the token that is traded: ${formatScope(wider)}.`;
      return refuse(new ScopeTooWideError(`${reason} Ask for what is in it only.`), reason);
    }
    if (origin !== undefined && origin.through.length > MAX_THROUGH) {
      return refuse(new UnauthenticatedError('invalid_token', TRADED_TOO_OFTEN), TRADED_TOO_OFTEN);
    }
    if (given.held.length === 0 || scope.length === 0) {
      return refuse(new NotGrantedError(), 'Nothing is granted to them now.');
    }
    const { missing, from, endsAt } = takeFrom(given.held, scope);
    if (missing.length > 0) {
      const reason = `Not granted: ${formatScope(missing)}.`;
      return refuse(new ScopeTooWideError(`${reason} Ask for what is granted only.`), reason);
    }
    const notAfter = new Date(Math.min(endsAt, proofEnds, clock().getTime() + A_YEAR_MS));
    const token = await issue({
      ...standing,
      ...(askedBy === standing.principal ? {} : { actor: askedBy }),
      scope,
      lifetimeSeconds,
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

// Of tokens between the first and the last: each is named in the token, whose size is bounded.
const MAX_THROUGH = 8;
const TRADED_TOO_OFTEN =
  'The token comes from too long a chain of trades; trade one that is nearer to the first.';

// A Date has an end, and no token lives that long.
const A_YEAR_MS = 366 * 24 * 60 * 60 * 1000;

function eventOf({ standing, askedBy, way, origin, request }: TokenToGive, scope: Scope) {
  return {
    action: 'token.issue' as const,
    ...whoIs({ ...standing, actor: askedBy }),
    ...(request.source === undefined ? {} : { source: request.source }),
    requestId: request.id,
    detail: { way, scope: formatScope(scope), ...(origin && { origin: origin.tokenId }) },
  };
}
