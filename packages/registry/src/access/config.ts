import type { Principal, WayInName } from '@registry/domain';
import {
  administrators,
  basePath,
  type Environment,
  logLevel,
  parseEnvironment,
  required,
  waysIn,
} from '@registry/http/config';
import * as z from 'zod/mini';
import { type AuthenticationConfig, parseAuthentication } from '../settings/authentication.ts';

export const AccessSettings = z.object({
  TABLE_NAME: required,
  /** Set by Lambda. */
  AWS_REGION: required,
  /** Principals with commas between them, who may do everything. */
  ADMINISTRATORS: administrators,
  WAYS_IN: waysIn,
  BASE_PATH: basePath,
  LOG_LEVEL: logLevel,
});

export interface AccessConfig {
  readonly authentication: AuthenticationConfig;
  readonly tableName: string;
  readonly region: string;
  readonly administrators: readonly Principal[];
  readonly waysIn: readonly WayInName[];
  readonly basePath: string;
  readonly logLevel: string;
}

/** @throws ConfigError */
export function parseAccessConfig(environment: Environment): AccessConfig {
  const settings = parseEnvironment(AccessSettings, environment);
  return {
    authentication: parseAuthentication(environment),
    tableName: settings.TABLE_NAME,
    region: settings.AWS_REGION,
    administrators: settings.ADMINISTRATORS,
    waysIn: settings.WAYS_IN,
    basePath: settings.BASE_PATH,
    logLevel: settings.LOG_LEVEL,
  };
}
