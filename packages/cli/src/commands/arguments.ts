/** What a person types, as the values that the program works with. */
import {
  type ModuleId,
  parseModuleAddress,
  parseRequestedVersion,
  parseResourceName,
  parseScope,
  parseVersion,
  type ResourceName,
  type Scope,
  type Version,
} from '@registry/domain';
import { CliError } from '../errors.ts';
import { asUsage } from '../usage.ts';

/** In commands and help: what stands for a module and for a version. */
export const MODULE = '<namespace>/<name>/<system>';

export function moduleArgument(text: string): ModuleId {
  return asUsage(() => parseModuleAddress(text));
}

/** Strict SemVer; a leading `v`, as Git tags have it, is dropped. */
export function versionArgument(text: string): Version {
  return asUsage(() => parseVersion(text));
}

/** For reading, where `1.2` stands for `1.2.0`. */
export function requestedVersionArgument(text: string): Version {
  return asUsage(() => parseRequestedVersion(text));
}

export function scopeOption(values: readonly string[]): Scope | undefined {
  return values.length === 0 ? undefined : asUsage(() => parseScope(values.join(' ')));
}

export function identityOption(text: string): ResourceName {
  return asUsage(() => parseResourceName(text));
}

const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** `15m`, `1h`, `900s` or `900`, as seconds. */
export function durationOption(text: string): number {
  const [, amount = '', unit = ''] = /^([1-9]\d{0,8})([smhd]?)$/.exec(text) ?? [];
  const seconds = Number(amount) * (SECONDS[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new CliError(
    'usage',
    'The lifetime in --expires-in must be a whole number of seconds, or one with a unit, such as "900", "15m" or "1h".',
  );
}
