import type { AwsBearer, TokenBearer } from './bearer.ts';
import { allOf, type Certainty, certainly } from './certainty.ts';
import type { AwsMatch, TextMatch } from './identity.ts';
import { isOfBeginning } from './star-beginning.ts';
import { isExactly, isText, partitionMeant } from './text-match.ts';

/** By their canonical ARN, which leaves out the session of a role. */
export function matchAwsBearer({ within, arn, userId }: AwsMatch, bearer: AwsBearer): Certainty {
  return allOf([
    // The gateway says of whom it lets through what organization they belong to, a proof does not.
    'organization' in within ? 'perhaps' : ofAccount(within.account, arn, bearer),
    arn === undefined ? 'yes' : hasArn(arn, bearer.principal),
    userId === undefined ? 'yes' : 'perhaps',
  ]);
}

function ofAccount(account: string, arn: TextMatch | undefined, bearer: AwsBearer): Certainty {
  if (account !== bearer.account) return 'no';
  // In another partition only those of a gateway there, see `isOfPartition`.
  return partitionMeant(arn) === bearer.partition ? 'yes' : 'perhaps';
}

const ROLE = /^(arn:[^:]+):iam(::\d{12}):role\/(.+)$/;
// As in `canonicalAwsPrincipal`.
const SESSION = /^[\x21-\x2e\x30-\x7e]*$/;

function hasArn(wanted: TextMatch, principal: string): Certainty {
  const [, partition, account, role] = ROLE.exec(principal) ?? [];
  if (role === undefined) return certainly(isText(wanted, principal));
  if (isExactly(wanted, principal)) return 'yes';
  const sessions = `${partition}:sts${account}:assumed-role/${role}/`;
  if ('like' in wanted) return isOfBeginning(wanted.like, sessions, SESSION);
  const session = wanted.exactly.startsWith(sessions) && wanted.exactly.slice(sessions.length);
  return session && SESSION.test(session) ? 'perhaps' : 'no';
}

/** By the subject of a token that AWS has signed, an ARN: the token says no user id. */
export function matchWebIdentity(match: AwsMatch, bearer: TokenBearer): Certainty {
  const { within, arn, userId } = match;
  if (bearer.account === undefined || userId !== undefined) return 'no';
  return allOf([
    'organization' in within ? 'perhaps' : certainly(within.account === bearer.account),
    arn === undefined ? 'yes' : certainly(isText(arn, bearer.subject)),
  ]);
}
