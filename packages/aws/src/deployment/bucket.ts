import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  type PublicAccessBlockConfiguration,
  type S3Client,
} from '@aws-sdk/client-s3';
import { PREFIXES } from '../s3/package-keys.ts';
import type { Deployment } from './deployment.ts';
import { unless, when } from './look.ts';

/** Settings of an adopted bucket are its owner's; that nobody else sees into it is not. */
export async function adoptedBucketFindings(
  client: S3Client,
  { packages }: Deployment,
): Promise<readonly string[]> {
  const found = await unless(
    'NoSuchBucketPolicy',
    client.send(new GetBucketPolicyStatusCommand({ Bucket: packages.bucket })),
  );
  return when(
    found?.PolicyStatus?.IsPublic === true,
    `The policy of the bucket ${packages.bucket} shows its packages to everybody; allow named principals alone, and block public access.`,
  );
}

/** Who may see packages, and what becomes of those that nobody finished or that were replaced. */
export async function bucketFindings(
  client: S3Client,
  { packages }: Deployment,
): Promise<readonly string[]> {
  const request = { Bucket: packages.bucket };
  const the = `The bucket ${packages.bucket}`;
  const [access, ownership, versioning, encryption, lifecycle, policy] = await Promise.all([
    unless(
      'NoSuchPublicAccessBlockConfiguration',
      client.send(new GetPublicAccessBlockCommand(request)),
    ),
    unless(
      'OwnershipControlsNotFoundError',
      client.send(new GetBucketOwnershipControlsCommand(request)),
    ),
    client.send(new GetBucketVersioningCommand(request)),
    unless(
      'ServerSideEncryptionConfigurationNotFoundError',
      client.send(new GetBucketEncryptionCommand(request)),
    ),
    unless(
      'NoSuchLifecycleConfiguration',
      client.send(new GetBucketLifecycleConfigurationCommand(request)),
    ),
    unless('NoSuchBucketPolicy', client.send(new GetBucketPolicyCommand(request))),
  ]);
  const [rule] = encryption?.ServerSideEncryptionConfiguration?.Rules ?? [];
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } =
    rule?.ApplyServerSideEncryptionByDefault ?? {};
  const isEncrypted =
    packages.kms_key_arn === null ? algorithm === 'AES256' : key === packages.kms_key_arn;
  return [
    ...when(
      !isClosed(access?.PublicAccessBlockConfiguration),
      `${the} does not block public access, so that one wrong policy shows its packages to everybody; block all four ways with terraform apply.`,
    ),
    ...when(
      ownership?.OwnershipControls?.Rules?.[0]?.ObjectOwnership !== 'BucketOwnerEnforced',
      `${the} leaves objects to whoever wrote them, with access lists of their own; enforce its owner's with terraform apply.`,
    ),
    ...when(
      !(versioning.Status === 'Enabled' || !packages.versioning),
      `${the} keeps no versions, so that what is deleted is gone at once; switch versioning on with terraform apply.`,
    ),
    ...when(
      !isEncrypted,
      `${the} does not encrypt with ${packages.kms_key_arn ?? "S3's own key"} as was chosen; set it with terraform apply.`,
    ),
    ...when(
      !(lifecycle?.Rules ?? []).some(removesUploads),
      `${the} keeps abandoned uploads for ever; set its lifecycle with terraform apply.`,
    ),
    ...when(
      !refusesPlainHttp(policy?.Policy),
      `${the} answers without TLS; set its policy with terraform apply.`,
    ),
  ];
}

function isClosed(block: PublicAccessBlockConfiguration | undefined): boolean {
  return (
    block?.BlockPublicAcls === true &&
    block.BlockPublicPolicy === true &&
    block.IgnorePublicAcls === true &&
    block.RestrictPublicBuckets === true
  );
}

function removesUploads(rule: LifecycleRule): boolean {
  const prefix = rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix;
  const { Status: status, Expiration: expiration } = rule;
  return status === 'Enabled' && prefix === PREFIXES.uploads && expiration?.Days !== undefined;
}

function refusesPlainHttp(policy = ''): boolean {
  return /"aws:SecureTransport"\s*:\s*"?false/.test(policy);
}
