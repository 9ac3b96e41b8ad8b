import type { JsonCallSettings } from '../json-call/json-call.ts';
import { createChecks } from './checks.ts';
import type { Deployment } from './deployment.ts';
import { type Check, look } from './look.ts';

/**
 * Compares what is in AWS with what Terraform said that it made, and with what this version of the
 * code needs. Changes nothing.
 *
 * @throws what the credentials are refused with before AWS is asked
 */
export function inspectDeployment(
  deployment: Deployment,
  settings: Omit<JsonCallSettings, 'region'>,
): Promise<readonly Check[]> {
  const checks = createChecks(deployment, { ...settings, region: deployment.region });
  return Promise.all(
    checks.map(async (check) => ({ name: check.name, findings: await look(check) })),
  );
}
