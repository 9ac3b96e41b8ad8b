import { bearerToken, type Caller, formatScope, UnauthenticatedError } from '@registry/domain';
import type { TokenVerifier } from '@registry/domain/tokens';
import type { AuthorizerContext } from '@registry/http';
import type { Logger } from '@registry/http/logger';
import { type AuthorizerEvent, authorizationOf, methodArnOf, requestIdOf } from './event.ts';
import { denyAll, type Policy, policyFor } from './policy.ts';

export interface AuthorizerAnswer {
  /** The subject of the token, always. */
  readonly principalId: string;
  readonly policyDocument: Policy;
  readonly context: AuthorizerContext;
}

// API Gateway documents 512 characters for a resource and, for the rest, only that too large an
// answer is a fault of the authorizer's, a 500 for every request of the token.
const MAX_ANSWER_BYTES = 8 * 1024;

/**
 * The authorizer's handler. A bad token, or none, throws exactly "Unauthorized", which the
 * gateway makes a 401 of; any other error goes through and becomes its 500. Nothing is ever
 * allowed because something failed.
 */
export function createAuthorizer({
  verify,
  basePath = '',
  logger,
}: {
  readonly verify: TokenVerifier;
  /** What stands in front of our paths in an API that serves something else too. */
  readonly basePath?: string;
  readonly logger: Logger;
}): (event: AuthorizerEvent) => Promise<AuthorizerAnswer> {
  return async (event) => {
    const request_id = requestIdOf(event);
    try {
      const caller = await verify(bearerToken(authorizationOf(event)));
      const answer = answerFor(caller, policyFor(caller.scope, methodArnOf(event), basePath));
      const line = { request_id, principal: caller.principal, token_id: caller.tokenId };
      if (Buffer.byteLength(JSON.stringify(answer)) <= MAX_ANSWER_BYTES) {
        logger.info({ ...line, decision: 'policy' }, 'authorized');
        return answer;
      }
      logger.warn({ ...line, decision: 'deny' }, SCOPE_TOO_LONG);
      return answerFor(caller, denyAll(methodArnOf(event)));
    } catch (error) {
      if (error instanceof UnauthenticatedError) {
        const line = { request_id, decision: 'unauthorized', reason: error.reason };
        logger.info(line, error.message);
        throw new Error('Unauthorized');
      }
      logger.error({ request_id, decision: 'error', err: error }, 'the authorizer failed');
      throw error;
    }
  };
}

const SCOPE_TOO_LONG =
  'The scope of the token is too long for a policy: all is denied. Ask for fewer entries, or for a pattern such as "acme-*".';

function answerFor(caller: Caller, policyDocument: Policy): AuthorizerAnswer {
  return {
    principalId: caller.principal,
    policyDocument,
    context: {
      principal: caller.principal,
      ...(caller.actor === undefined ? {} : { actor: caller.actor }),
      scope: formatScope(caller.scope),
      issued_at: secondsOf(caller.issuedAt),
      expires_at: secondsOf(caller.expiresAt),
      token_id: caller.tokenId,
      ...(caller.origin === undefined ? {} : { origin: caller.origin }),
      ...(caller.identities.length === 0 ? {} : { identities: caller.identities.join(' ') }),
      ...(caller.variables === undefined ? {} : { variables: JSON.stringify(caller.variables) }),
    },
  };
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
