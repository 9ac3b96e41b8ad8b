/** What Terraform says that it has made: the output `doctor` of the module, as it stands in JSON. */
export interface Deployment {
  readonly region: string;
  /** No slash at the end. */
  readonly base_url: string;
  readonly issuer: string;
  readonly api: {
    readonly id: string;
    readonly stage: string;
    /** In front of every path in an API that was there before; else empty. */
    readonly path: string;
    /** ARN of the function that judges tokens. */
    readonly authorizer_arn: string;
    /** JSON; null where everybody gets as far as the API, or an API that was there before says who. */
    readonly policy: string | null;
    /** By type; none in an API that was there before. */
    readonly gateway_responses: Readonly<Record<string, GatewayAnswer>>;
  };
  /** By the names of the zips. */
  readonly functions: Readonly<Record<string, DeployedFunction>>;
  readonly table: {
    readonly name: string;
    readonly deletion_protection: boolean;
    readonly point_in_time_recovery: boolean;
    readonly stream: boolean;
  };
  readonly packages: {
    readonly bucket: string;
    /** Its settings are its owner's. */
    readonly adopted: boolean;
    readonly versioning: boolean;
    readonly kms_key_arn: string | null;
  };
  /** ARNs of KMS keys. */
  readonly signing_keys: {
    readonly active: string;
    readonly all: Readonly<Record<string, string>>;
  };
  readonly alarms: {
    /** By what they watch. */
    readonly arns: Readonly<Record<string, string>>;
    /** ARNs of whom they tell. */
    readonly actions: readonly string[];
  };
}

export interface DeployedFunction {
  readonly name: string;
  readonly log_group_name: string;
  /** Of the zip, in base64. */
  readonly code_sha256: string;
}

/** What API Gateway answers by itself, as the API's definition has it. */
export interface GatewayAnswer {
  /** Absent where it is AWS's own. */
  readonly statusCode?: number | undefined;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}
