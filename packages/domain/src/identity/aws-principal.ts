import { InvalidError } from '../errors.ts';
import { type Principal, parsePrincipal } from '../values/principal.ts';

// IAM identifiers, IAM User Guide: partition and account, then what is named there. Only STS says
// assumed-role and federated-user, only IAM says the others.
const ACCOUNT = String.raw`(arn:aws(?:-[a-z]+)*:(?:iam|sts)::\d{12}):`;
const ASSUMED_ROLE = new RegExp(
  `^${ACCOUNT}assumed-role/([\\w+=,.@:-]{1,64})/[\\x21-\\x2e\\x30-\\x7e]+$`,
);
const ROLE = new RegExp(`^${ACCOUNT}role/(?:[\\x21-\\x7e]*/)?([\\w+=,.@:-]{1,64})$`);
const OTHER =
  /^arn:aws(?:-[a-z]+)*:(?:iam::\d{12}:(?:root|user\/[\x21-\x7e]+)|sts::\d{12}:federated-user\/[\w+=,.@-]+)$/;

/**
 * The principal that an AWS ARN stands for. A session of a role is the role, without its path:
 * STS leaves the path out, and names of roles are unique in their account without it. A user keeps
 * the path, the account's root and a federated user (GetFederationToken) stay as they are.
 *
 * @throws InvalidError where the ARN is none of an IAM identity
 */
export function canonicalAwsPrincipal(arn: string): Principal {
  const [, account, role] = ASSUMED_ROLE.exec(arn) ?? ROLE.exec(arn) ?? [];
  if (account !== undefined)
    return parsePrincipal(`${account.replace(':sts:', ':iam:')}:role/${role}`);
  if (OTHER.test(arn)) return parsePrincipal(arn);
  throw new InvalidError(
    'The ARN is none of a role, a role session, a user, a federated user or the root of an account.',
  );
}
