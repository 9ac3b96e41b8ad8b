/** A function as it was deployed: everything that Lambda knows of it. */
export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  /** The deployment package on this machine. */
  readonly zip: string;
  /** What Terraform deployed, in base64. */
  readonly codeSha256: string;
  /** `index.handler` */
  readonly handler: string;
  /** `nodejs22.x` */
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** -1: not limited. */
  readonly reservedConcurrency: number;
  readonly logGroup: string;
  /** Of its role. */
  readonly roleArn: string;
  /** Who may invoke it. */
  readonly permissions: readonly Permission[];
}

/** A statement of a function's resource policy. */
export interface Permission {
  readonly principal: string;
  readonly action: string;
  /** `*` stands for any characters, slashes too; absent: whatever the principal's resource. */
  readonly sourceArn: string | undefined;
}
