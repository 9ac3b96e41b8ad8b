/** An identity of AWS that may sign requests. */
export interface AwsCaller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** `arn:aws:sts::123456789012:assumed-role/Name/session`, `arn:aws:iam::…:user/name`. */
  readonly arn: string;
  /** `AROAEXAMPLE:session`, `AIDAEXAMPLE`. */
  readonly userId: string;
  readonly organisation?: string;
  /** The IAM policies that it has. */
  readonly policies: readonly unknown[];
}

export function accountOf({ arn }: AwsCaller): string {
  return arn.split(':')[4] ?? '';
}

/** The role behind a session, which policies and grants are about; anybody else's own ARN. */
export function roleArnOf({ arn }: AwsCaller): string {
  return arn.replace(/:sts:(.*):assumed-role\/([^/]+)\/.*$/, ':iam:$1:role/$2');
}
