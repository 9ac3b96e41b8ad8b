import {
  administratorGrants,
  type DeploymentGrants,
  HS256_PRINCIPAL,
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
  config: Pick<ServerConfig, 'administrators' | 'authentication' | 'waysIn' | 'hs256'>,
): DeploymentGrants {
  const open = config.authentication === 'disabled' ? scopeGrants(ANYBODY, EVERYTHING) : [];
  const { waysIn, hs256 } = config;
  const shared = waysIn.includes('hs256') ? scopeGrants(HS256_PRINCIPAL, hs256.scope) : [];
  return {
    listed: administratorGrants(config.administrators),
    unlisted: [...scopeGrants(ADMINISTRATOR, EVERYTHING), ...open, ...shared],
  };
}
