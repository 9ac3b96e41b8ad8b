import { type Environment, parseEnvironment, seconds } from '@registry/http/config';
import * as z from 'zod/mini';
import { type AuthenticationConfig, parseAuthentication } from '../settings/authentication.ts';
import { type CommonConfig, CommonSettings, commonConfig } from '../settings/aws.ts';

export const ReadSettings = z.extend(CommonSettings, {
  /** `modules.v1` of the discovery document; the path on this host where it is not said. */
  MODULES_URL: z.optional(
    z.string().check(
      z.regex(/^(?:https?:\/\/[^/?#]+)?\/(?:[^/?#]+\/)*$/, {
        error: 'must be a URL, or a path on this host, that ends in a slash',
      }),
    ),
  ),
  LINK_LIFETIME_SECONDS: seconds(300, 3600),
});

export interface ReadConfig extends CommonConfig {
  readonly authentication: AuthenticationConfig;
  readonly modulesUrl: string;
  readonly linkLifetimeSeconds: number;
}

/** @throws ConfigError */
export function parseReadConfig(environment: Environment): ReadConfig {
  const settings = parseEnvironment(ReadSettings, environment);
  return {
    ...commonConfig(settings),
    authentication: parseAuthentication(environment),
    modulesUrl: settings.MODULES_URL ?? `${settings.BASE_PATH}/v1/modules/`,
    linkLifetimeSeconds: settings.LINK_LIFETIME_SECONDS,
  };
}
