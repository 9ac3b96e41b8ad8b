import {
  administratorGrants,
  type DeploymentGrants,
  HS256_PRINCIPAL,
  scopeGrants,
} from '@registry/domain';
import type { TokenIssuerConfig } from './config.ts';

/** What the deployment itself gives: to the administrators it names, and for the shared secret. */
export function deploymentOf(
  config: Pick<TokenIssuerConfig, 'administrators' | 'waysIn' | 'hs256'>,
): DeploymentGrants {
  const { administrators, waysIn, hs256 } = config;
  return {
    listed: administratorGrants(administrators),
    unlisted: waysIn.includes('hs256') ? scopeGrants(HS256_PRINCIPAL, hs256.scope) : [],
  };
}
