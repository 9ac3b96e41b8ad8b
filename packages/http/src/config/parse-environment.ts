import type * as z from 'zod/mini';
import { ConfigError } from './config-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings in `environment`, checked all at once; empty counts as absent. ConfigError. */
export function parseEnvironment<T extends z.ZodMiniType>(
  schema: T,
  environment: Environment,
): z.output<T> {
  const present = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(present));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
  throw new ConfigError(`The settings cannot be used. ${[...new Set(faults)].join('; ')}.`);
}
