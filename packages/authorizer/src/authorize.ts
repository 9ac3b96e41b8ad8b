import {
  type AuthorizerAnswer,
  authorizerAnswer,
  bearerToken,
  denyAll,
  isAnswerTaken,
  policyFor,
  UnauthenticatedError,
} from '@registry/domain';
import type { TokenVerifier } from '@registry/domain/tokens';
import type { Logger } from '@registry/http/logger';
import { type AuthorizerEvent, authorizationOf, methodArnOf, requestIdOf } from './event.ts';

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
      const policy = policyFor(caller.scope, methodArnOf(event), basePath);
      const answer = authorizerAnswer(caller, policy);
      const line = { request_id, principal: caller.principal, token_id: caller.tokenId };
      if (isAnswerTaken(answer)) {
        logger.info({ ...line, decision: 'policy' }, 'authorized');
        return answer;
      }
      logger.warn({ ...line, decision: 'deny' }, SCOPE_TOO_LONG);
      return authorizerAnswer(caller, denyAll(methodArnOf(event)));
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
