import type { System } from '../system.ts';

/**
 * Proves whom the AWS credentials of this machine belong to, found as every AWS tool finds them:
 * environment, profile, SSO, web identity, container, instance. Absent where there are none. The
 * SDK is loaded here and nowhere else, when somebody needs it.
 */
export async function findAwsSigner({
  env,
  now,
}: Pick<System, 'env' | 'now'>): ReturnType<System['awsSigner']> {
  const [{ createCredentials }, { createIdentityProof }, { randomUUID }, { CliError }] =
    await Promise.all([
      import('@registry/aws/credentials'),
      import('@registry/aws/sts'),
      import('node:crypto'),
      import('../errors.ts'),
    ]);
  const credentials = createCredentials();
  try {
    await credentials();
  } catch (error) {
    if (isNobody(error)) return undefined;
    const reason = error instanceof Error ? error.message.split('\n')[0] : '';
    throw new CliError('denied', `The AWS credentials cannot be used: ${reason}`, { cause: error });
  }
  // As the SDK's own clients have it, for a private, FIPS or stand-in endpoint.
  const endpoint = URL.parse(env['AWS_ENDPOINT_URL_STS'] ?? '');
  return async ({ audience, identity }) =>
    createIdentityProof({
      credentials,
      region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || 'us-east-1',
      ...(endpoint === null ? {} : { host: endpoint.host }),
      audience,
      identity,
      nonce: randomUUID(),
      clock: now,
    });
}

/** The end of the chain: no provider had anything to say. Others name what is wrong with theirs. */
function isNobody(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'CredentialsProviderError' &&
    error.message.startsWith('Could not load credentials from any providers')
  );
}
