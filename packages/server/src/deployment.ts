import {
  administratorGrants,
  type DeploymentGrants,
  parsePrincipal,
  parseScope,
  scopeGrants,
} from '@registry/domain';
import type { ServerConfig } from './config.ts';

/** Whose token the server keeps in the data folder: there before anything was granted. */
export const ADMINISTRATOR = parsePrincipal('identity:administrator');
/** Who everybody is where authentication is switched off. */
export const ANYBODY = parsePrincipal('identity:anybody');

const EVERYTHING = parseScope('admin');

/** What the server itself gives, whatever is stored. */
export function deploymentOf(
  config: Pick<ServerConfig, 'administrators' | 'authentication'>,
): DeploymentGrants {
  const open = config.authentication === 'disabled' ? scopeGrants(ANYBODY, EVERYTHING) : [];
  return {
    listed: administratorGrants(config.administrators),
    unlisted: [...scopeGrants(ADMINISTRATOR, EVERYTHING), ...open],
  };
}
