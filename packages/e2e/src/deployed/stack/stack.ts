/**
 * Credentials that a function is run with; nobody else has the same. On AWS there is a session token
 * too, which the S3 of these tests does not take.
 */
export interface FunctionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * What was applied and what it runs on, as one run of tests shares it. Plain data: it crosses
 * from the process that applies into those that test.
 */
export interface Stack {
  /** `terraform show -json` of the applied root. */
  readonly shown: unknown;
  /** The root's folder, which paths in the state start from. */
  readonly folder: string;
  readonly region: string;
  /** The emulator that Terraform has applied to; the endpoints of DynamoDB and S3. */
  readonly controlPlane: string;
  readonly dynamodb: string;
  readonly s3: string;
  /** By name of the function. */
  readonly credentials: Readonly<Record<string, FunctionCredentials>>;
}
