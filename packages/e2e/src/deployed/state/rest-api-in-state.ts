import { z } from 'zod';
import { readDefinition } from '../gateway/definition/read-definition.ts';
import type { RestApi } from '../gateway/rest-api.ts';
import { routesIn } from './routes-in-state.ts';
import { only, type State } from './state.ts';

const Api = z.object({
  id: z.string(),
  body: z.string().nullish(),
  binary_media_types: z.array(z.string()).nullish(),
  execution_arn: z.string().optional(),
  policy: z.string().nullish(),
});

const ApiPolicy = z.object({ rest_api_id: z.string(), policy: z.string() });

const Stage = z.object({
  rest_api_id: z.string(),
  stage_name: z.string(),
  execution_arn: z.string(),
  variables: z.record(z.string(), z.string()).nullish(),
  access_log_settings: z.array(z.object({ format: z.string() })).nullish(),
});

/**
 * The REST API of `state` at its stage. What Terraform sets beside the body of the import, the
 * provider sends in calls of its own; here it is one document again. DefinitionError. An API without
 * a body is what its resources and methods say.
 */
export function restApiIn(state: State): RestApi {
  const api = only(state.all('aws_api_gateway_rest_api', Api), 'REST APIs');
  const stage = only(state.all('aws_api_gateway_stage', Stage), 'stages');
  const separate = state.all('aws_api_gateway_rest_api_policy', ApiPolicy)[0]?.policy;
  const policy = separate ?? api.policy;
  const types = api.binary_media_types ?? [];
  const [, partition = '', , region = '', accountId = ''] = stage.execution_arn.split(':');
  const accessLogFormat = stage.access_log_settings?.[0]?.format;
  const deployment = {
    partition,
    region,
    accountId,
    id: api.id,
    stage: stage.stage_name,
    ...(stage.variables && { stageVariables: stage.variables }),
    ...(accessLogFormat && { accessLogFormat }),
  };
  const beside = {
    ...(types.length > 0 && { 'x-amazon-apigateway-binary-media-types': types }),
    ...(policy && { 'x-amazon-apigateway-policy': JSON.parse(policy) }),
  };
  if (api.body) {
    return readDefinition(JSON.stringify({ ...JSON.parse(api.body), ...beside }), deployment);
  }
  const bare = { openapi: '3.0.1', info: { title: api.id, version: '1' }, paths: {}, ...beside };
  return { ...readDefinition(JSON.stringify(bare), deployment), routes: routesIn(state) };
}
