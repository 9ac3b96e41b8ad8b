import type { Deployment } from '@registry/aws/deployment';
import { readSourcedToken } from '../client/connect.ts';
import { loadSettings } from '../config/load-settings.ts';
import { parseRegistryUrl, type RegistryUrl } from '../config/registry-url.ts';
import type { GlobalOptions, Settings } from '../config/settings.ts';
import { requireRegistry } from '../config/usable-registry.ts';
import { CliError } from '../errors.ts';
import type { System } from '../system.ts';
import { readDeployment } from './deployment-file.ts';
import type { Patient } from './examine.ts';

/**
 * Which registry is looked at: the one that is configured, else the one that was deployed. A token
 * goes to the configured one alone, and only where it may.
 */
export async function findPatient(
  options: GlobalOptions,
  deploymentFile: string | undefined,
  system: System,
): Promise<{ readonly patient: Patient; readonly deployment?: Deployment }> {
  const settings = await loadSettings(system, options);
  if (deploymentFile === undefined) {
    const registry = requireRegistry(settings);
    return { patient: { registry, token: await tokenOf(settings, system) } };
  }
  const deployment = await readDeployment(deploymentFile, system);
  const deployed = parseRegistryUrl(deployment.base_url, deploymentFile);
  const configured = settings.registry?.url ?? deployed;
  requireSame(configured, deployed, deploymentFile);
  const token =
    settings.registry === undefined
      ? { none: 'no registry is configured that it could be for' }
      : await tokenOf(settings, system);
  return { patient: { registry: configured, token }, deployment };
}

async function tokenOf(settings: Settings, system: System): Promise<Patient['token']> {
  const { token } = settings;
  if (token === undefined) return { none: 'there is no token' };
  if (token.withheld !== undefined) return { none: token.withheld };
  return readSourcedToken(token, system);
}

/** Two registries that are each well would look like one that is not. */
function requireSame(configured: RegistryUrl, deployed: RegistryUrl, file: string): void {
  if (configured.href === deployed.href) return;
  throw new CliError(
    'usage',
    `${file} is about ${deployed.href}, and the registry that is configured is ${configured.href}; give --registry ${deployed.href}, or the description of the other.`,
  );
}
