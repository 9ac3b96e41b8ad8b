/** A right that a request to AWS takes; a request may take several. */
export interface Need {
  /** `dynamodb:GetItem` */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** The service's own condition keys, e.g. `dynamodb:LeadingKeys`. */
  readonly keys: Readonly<Record<string, string | string[]>>;
}

/** Where the resources of a request are. */
export interface World {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** The ARN of the key that has `id` as id, ARN or alias. */
  readonly keyArn: (id: string) => string;
  /** The name of the table's partition key. */
  readonly partitionKey: string;
  /** The ends of service names: `amazonaws.com`. */
  readonly dnsSuffix: string;
  /** ARN of the KMS key that a table is encrypted with, by the table's name; absent for AWS's own. */
  readonly tableKeys: ReadonlyMap<string, string>;
  /** The same by the bucket's name. */
  readonly bucketKeys: ReadonlyMap<string, string>;
}
