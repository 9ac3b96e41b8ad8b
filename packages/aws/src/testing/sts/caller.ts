/** Somebody with AWS credentials, and what STS says of them. */
export interface StsCaller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
  /** The credentials of a session end. */
  readonly expiresAt?: Date;
}

/** A session of a role, as pipelines have one. */
export const ROLE_SESSION: StsCaller = {
  accessKeyId: 'ASIATESTROLESESSION1',
  secretAccessKey: 'role-session-secret-access-key',
  sessionToken: 'IQoJrole/session+token==',
  arn: 'arn:aws:sts::123456789012:assumed-role/ci/build-42',
  account: '123456789012',
  userId: 'AROATESTROLE:build-42',
};

/** A user, who has no session. The path has a letter that XML must escape. */
export const IAM_USER: StsCaller = {
  accessKeyId: 'AKIATESTUSER00000001',
  secretAccessKey: 'user-secret-access-key',
  arn: 'arn:aws:iam::123456789012:user/r&d/alice',
  account: '123456789012',
  userId: 'AIDATESTUSER',
};
