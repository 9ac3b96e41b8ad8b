import type { Caller } from '../access/caller.ts';
import { formatScope } from '../values/scope.ts';
import { type Policy, policyFor } from './policy.ts';

/** What an authorizer answers API Gateway. */
export interface AuthorizerAnswer {
  /** The subject of the token, always. */
  readonly principalId: string;
  readonly policyDocument: Policy;
  readonly context: AuthorizerContext;
}

/** The context that our authorizer gives its policy, for the apps behind the gateway. */
export interface AuthorizerContext {
  readonly principal: string;
  /** Absent where it is the principal itself. */
  readonly actor?: string;
  readonly scope: string;
  /** Seconds since 1970. */
  readonly issued_at: number;
  /** Seconds since 1970. */
  readonly expires_at: number;
  readonly token_id: string;
  /** Absent where the token was not traded for another. */
  readonly origin?: string;
  /** With spaces between them; absent where there are none, as mostly. */
  readonly identities?: string;
  /** JSON; absent where there are none. */
  readonly variables?: string;
}

export function authorizerAnswer(caller: Caller, policyDocument: Policy): AuthorizerAnswer {
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

// API Gateway quotas, REST APIs, "Lambda authorizer result size". Beyond it the gateway answers
// every request of the token with 500.
const MAX_ANSWER_BYTES = 8 * 1024;

/** Does API Gateway take it? */
export function isAnswerTaken(answer: AuthorizerAnswer): boolean {
  return Buffer.byteLength(JSON.stringify(answer)) <= MAX_ANSWER_BYTES;
}

/**
 * Would the answer about a token of this caller be taken, whatever the API and the stage are
 * called? Whoever gives tokens asks: else one would be good for nothing behind a gateway.
 * `basePath` is as long as that of the API, or longer.
 */
export function fitsAnyGateway(caller: Caller, basePath = ''): boolean {
  return isAnswerTaken(authorizerAnswer(caller, policyFor(caller.scope, LONGEST_ARN, basePath)));
}

// The longest partition, region (with room), account, API and stage that there are.
const LONGEST_ARN = `arn:aws-us-gov:execute-api:${'r'.repeat(20)}:${'1'.repeat(12)}:${'a'.repeat(10)}/${'s'.repeat(128)}/GET/`;

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
