import { z } from 'zod';
import type { DeployedTarget } from '../../../src/deployed/deployed-target.ts';
import { renderCredentials } from '../../../src/deployed/render-cli-config.ts';
import type { Target } from '../../../src/target/target.ts';

/**
 * The same for who has put the root's output `host_block` into their CLI configuration, as it is but
 * for the host where that is AWS's own: what stands for it here is another.
 */
export function withHostBlock(target: DeployedTarget): Target {
  const told = target.stack.state.output('host_block', z.string());
  const { host } = new URL(target.baseUrl);
  const block = told.replaceAll(/[\w.-]+\.amazonaws\.com/g, host);
  return {
    ...target,
    cliConfig: async (token) =>
      block + renderCredentials(target.baseUrl, token ?? (await target.adminToken())),
  };
}
