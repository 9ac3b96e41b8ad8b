import { z } from 'zod';
import { functionArnIn } from '../gateway/function-arn.ts';
import type { Access, Authorizer, Route } from '../gateway/rest-api.ts';
import { only, type State } from './state.ts';

const Resource = z.object({ id: z.string(), path: z.string() });
const Method = z.object({
  resource_id: z.string(),
  http_method: z.string(),
  authorization: z.enum(['NONE', 'AWS_IAM', 'CUSTOM']),
  authorizer_id: z.string().nullish(),
});
const Integration = z.object({
  resource_id: z.string(),
  http_method: z.string(),
  type: z.literal('AWS_PROXY'),
  integration_http_method: z.literal('POST'),
  uri: z.string(),
  timeout_milliseconds: z.number(),
});
const SeparateAuthorizer = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(['TOKEN', 'REQUEST']),
  authorizer_uri: z.string(),
  identity_source: z.string(),
  identity_validation_expression: z.string().nullish(),
  authorizer_result_ttl_in_seconds: z.number(),
});

/** The routes of an API whose definition was not imported, but made piece by piece. */
export function routesIn(state: State): Route[] {
  const resources = state.all('aws_api_gateway_resource', Resource);
  const integrations = state.all('aws_api_gateway_integration', Integration);
  const authorizers = state.all('aws_api_gateway_authorizer', SeparateAuthorizer);
  return state.all('aws_api_gateway_method', Method).map((method) => {
    const { resource_id, http_method, authorization } = method;
    const of = resources.filter(({ id }) => id === resource_id);
    const to = integrations.filter(
      (each) => each.resource_id === resource_id && each.http_method === http_method,
    );
    const { uri, timeout_milliseconds } = only(to, `integrations of ${http_method} ${resource_id}`);
    const named = authorizers.find(({ id }) => id === method.authorizer_id);
    return {
      method: http_method,
      resource: only(of, `resources ${resource_id}`).path,
      access: accessOf(authorization, named),
      functionArn: functionArnIn(uri),
      timeoutMs: timeout_milliseconds,
    };
  });
}

function accessOf(
  authorization: z.infer<typeof Method>['authorization'],
  authorizer: z.infer<typeof SeparateAuthorizer> | undefined,
): Access {
  if (authorization === 'NONE') return { kind: 'none' };
  if (authorization === 'AWS_IAM') return { kind: 'iam' };
  if (authorizer === undefined) throw new Error('A method has no authorizer that is in the state.');
  return { kind: 'authorizer', authorizer: toAuthorizer(authorizer) };
}

function toAuthorizer(it: z.infer<typeof SeparateAuthorizer>): Authorizer {
  const expression = it.identity_validation_expression;
  return {
    name: it.id,
    type: it.type === 'TOKEN' ? 'token' : 'request',
    functionArn: functionArnIn(it.authorizer_uri),
    identitySources: it.identity_source.split(',').map((source) => source.trim()),
    validation: expression ? new RegExp(`^(?:${expression})$`) : undefined,
    ttlSeconds: it.authorizer_result_ttl_in_seconds,
  };
}
