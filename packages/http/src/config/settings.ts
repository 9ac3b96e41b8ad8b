import { InvalidError, parseScope, type Scope } from '@registry/domain';
import * as z from 'zod/mini';

/** A setting that has to be there. */
export const required = z.string('must be set');

export const logLevel = z._default(
  z.enum(['debug', 'info', 'warn', 'error', 'silent'], {
    error: 'must be debug, info, warn, error or silent',
  }),
  'info',
);

/** Whole seconds, from 1 to `max`. */
export function seconds(fallback: number, max: number) {
  return wholeNumber('seconds', fallback, max);
}

/** A whole number from 1 to `max`. */
export function wholeNumber(unit: string, fallback: number, max = Number.MAX_SAFE_INTEGER) {
  const error = `must be a whole number of ${unit} from 1 to ${max}`;
  const digits = z.string().check(z.regex(/^[1-9]\d{0,15}$/, { error }));
  const number = z.number().check(z.maximum(max, { error }));
  return z._default(z.pipe(z.pipe(digits, z.transform(Number)), number), fallback);
}

/** What a custom domain puts in front of our paths, e.g. `/registry`; empty for none. */
export const basePath = z._default(
  z
    .string()
    .check(z.regex(/^(?:\/[\w.~-]+)+$/, { error: 'must begin with a slash and not end with one' })),
  '',
);

/** What HS256 tokens may do, which do not say it themselves. */
export const hs256Scope = z.pipe(
  z._default(z.string(), 'download:*'),
  z.transform((text, context): Scope => {
    try {
      return parseScope(text);
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      context.issues.push({
        code: 'custom',
        message: `is no scope. ${error.message}`,
        input: text,
      });
      return z.NEVER;
    }
  }),
);
