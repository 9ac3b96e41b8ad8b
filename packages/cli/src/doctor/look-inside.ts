import type { Deployment } from '@registry/aws/deployment';
import { CliError } from '../errors.ts';
import type { System } from '../system.ts';
import type { CheckResult } from './checkup.ts';

/** Asks AWS, as whoever this machine's AWS credentials belong to. The SDK is loaded here. */
export async function lookInside(
  deployment: Deployment,
  { env, now }: Pick<System, 'env' | 'now'>,
): Promise<readonly CheckResult[]> {
  const [{ inspectDeployment }, { createCredentials }] = await Promise.all([
    import('@registry/aws/deployment'),
    import('@registry/aws/credentials'),
  ]);
  const credentials = createCredentials();
  const refused = (error: unknown): never => {
    const reason = error instanceof Error ? error.message.split('\n')[0] : '';
    throw new CliError('denied', `The AWS credentials cannot be used: ${reason}`, { cause: error });
  };
  await credentials().catch(refused);
  // As the SDK's own clients have it, for a stand-in.
  const endpoint = env['AWS_ENDPOINT_URL'];
  return inspectDeployment(deployment, {
    credentials,
    clock: now,
    ...(endpoint ? { endpoint } : {}),
  });
}
