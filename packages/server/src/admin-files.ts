import { join } from 'node:path';
import { parseScope } from '@registry/domain';
import type { TokenIssuer } from '@registry/domain/tokens';
import { writePrivateFile } from '@registry/local';
import { ADMINISTRATOR } from './deployment.ts';

const LIFETIME_SECONDS = 24 * 60 * 60;
const RENEWAL_MS = (LIFETIME_SECONDS / 2) * 1000;

export const ADMIN_TOKEN_FILE = 'admin-token';

export interface AdminFiles {
  readonly tokenFile: string;
  readonly cliConfigFile: string;
  stop(): void;
}

/**
 * Keeps two files in the data folder current while the server runs: the administrator's token,
 * good for a day, and a CLI configuration that holds it. Both for their owner's eyes only.
 */
export async function keepAdminFiles(deps: {
  readonly dataDir: string;
  readonly baseUrl: string;
  readonly issue: TokenIssuer;
  readonly onFailure: (error: unknown) => void;
}): Promise<AdminFiles> {
  const tokenFile = join(deps.dataDir, ADMIN_TOKEN_FILE);
  const cliConfigFile = join(deps.dataDir, 'terraformrc');
  const renew = async () => {
    const { accessToken } = await deps.issue({
      principal: ADMINISTRATOR,
      scope: parseScope('admin'),
      lifetimeSeconds: LIFETIME_SECONDS,
    });
    await writePrivateFile(tokenFile, `${accessToken}\n`);
    await writePrivateFile(cliConfigFile, cliConfig(deps.baseUrl, accessToken));
  };
  await renew();
  const timer = setInterval(() => renew().catch(deps.onFailure), RENEWAL_MS);
  timer.unref();
  return { tokenFile, cliConfigFile, stop: () => clearInterval(timer) };
}

/** For `TF_CLI_CONFIG_FILE`. Over plain http the host block takes the place of discovery. */
function cliConfig(baseUrl: string, token: string): string {
  const { host, protocol } = new URL(baseUrl);
  const services =
    protocol === 'https:'
      ? ''
      : `host "${host}" {\n  services = {\n    "modules.v1" = "${baseUrl}/v1/modules/"\n  }\n}\n\n`;
  return `${services}credentials "${host}" {\n  token = "${token}"\n}\n`;
}
