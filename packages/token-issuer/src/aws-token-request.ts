import { z } from '@hono/zod-openapi';
import { parseResourceName, parseScope, type ResourceName, type Scope } from '@registry/domain';
import { faultsOf, parsed } from '@registry/http';
import { OAuthError } from './oauth-error.ts';

/** What somebody wants whose identity needs no proof in the request. */
export interface AwsTokenRequest {
  readonly identity: ResourceName | undefined;
  readonly scope: Scope | undefined;
  readonly lifetimeSeconds: number | undefined;
}

export const AwsTokenBody = z
  .strictObject({
    identity: parsed(parseResourceName, { example: 'ci' }).optional(),
    scope: parsed(parseScope, { example: 'download:acme' }).optional(),
    expires_in: z.int().min(1).optional().openapi({ description: 'seconds', example: 900 }),
  })
  .openapi('AwsTokenRequest');

const AwsTokenQuery = z.object({
  expiration_seconds: z
    .string()
    // However large: it is capped later, not refused.
    .regex(/^[1-9]\d*$/, 'must be a whole number of seconds, at least 1')
    .transform(Number)
    .optional(),
});

/** OAuthError where `body` is not as declared. */
export function parseAwsTokenBody(body: unknown): AwsTokenRequest {
  const { identity, scope, expires_in } = parse(AwsTokenBody, body, 'json');
  return { identity, scope, lifetimeSeconds: expires_in };
}

/** OAuthError where the query of `GET /token` is not as declared. */
export function parseAwsTokenQuery(query: Record<string, string[]>): AwsTokenRequest {
  const once = Object.entries(query).map(([name, values]) => [name, values.join()]);
  const { expiration_seconds } = parse(AwsTokenQuery, Object.fromEntries(once), 'query');
  return { identity: undefined, scope: undefined, lifetimeSeconds: expiration_seconds };
}

function parse<T extends z.ZodType>(schema: T, value: unknown, target: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { message } = faultsOf(target, result.error);
  const isScope = result.error.issues.every(({ path }) => path[0] === 'scope');
  throw new OAuthError(isScope ? 'invalid_scope' : 'invalid_request', message);
}
