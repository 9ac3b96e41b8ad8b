import { expect, it } from 'vitest';
import { addressIn } from '../../../src/deployed/state/address-in-state.ts';
import { restApiIn } from '../../../src/deployed/state/rest-api-in-state.ts';
import { readState } from '../../../src/deployed/state/state.ts';
import { functionArn } from '../support/definition.ts';

const managed = (type: string, values: object) => ({
  address: type,
  mode: 'managed',
  type,
  values,
});
const uri = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

const method = (resource_id: string, authorization: string, name: string, more: object = {}) => [
  managed('aws_api_gateway_method', { resource_id, http_method: 'GET', authorization, ...more }),
  managed('aws_api_gateway_integration', {
    ...{ resource_id, http_method: 'GET', type: 'AWS_PROXY', integration_http_method: 'POST' },
    ...{ uri: uri(name), timeout_milliseconds: 29_000 },
  }),
];

/** An API of its owner's, of which the registry is a part; with `more` beside or in place of. */
function stateOf(...more: object[]) {
  const resources = [
    managed('aws_api_gateway_rest_api', { id: 'abc', body: null, binary_media_types: ['*/*'] }),
    managed('aws_api_gateway_stage', {
      ...{ rest_api_id: 'abc', stage_name: 'prod' },
      execution_arn: 'arn:aws:execute-api:eu-west-1:123456789012:abc/prod',
    }),
    ...['/registry/.well-known/terraform.json', '/registry/v1/whoami', '/registry/token'].map(
      (path) => managed('aws_api_gateway_resource', { id: path.split('/').at(-1), path }),
    ),
    managed('aws_api_gateway_authorizer', {
      ...{ id: 'a1', name: 'registry', type: 'REQUEST', authorizer_uri: uri('authorizer') },
      identity_source: 'method.request.header.Authorization, context.identity.sourceIp',
      authorizer_result_ttl_in_seconds: 30,
    }),
    ...method('terraform.json', 'NONE', 'read'),
    ...method('whoami', 'CUSTOM', 'read', { authorizer_id: 'a1' }),
    ...method('token', 'AWS_IAM', 'token-issuer'),
    ...more,
  ];
  return readState({ values: { root_module: { resources } } });
}

it('an API that was made piece by piece has the routes of its methods', () => {
  const { routes, binaryMediaTypes, stage, policy } = restApiIn(stateOf());
  const authorizer = {
    ...{ name: 'a1', type: 'request', functionArn: functionArn('authorizer'), ttlSeconds: 30 },
    identitySources: ['method.request.header.Authorization', 'context.identity.sourceIp'],
    validation: undefined,
  };
  const route = (resource: string, name: string, access: object) => ({
    ...{ method: 'GET', resource, functionArn: functionArn(name), timeoutMs: 29_000, access },
  });
  expect(routes).toEqual([
    route('/registry/.well-known/terraform.json', 'read', { kind: 'none' }),
    route('/registry/v1/whoami', 'read', { kind: 'authorizer', authorizer }),
    route('/registry/token', 'token-issuer', { kind: 'iam' }),
  ]);
  expect({ binaryMediaTypes, stage, policy }).toEqual({ binaryMediaTypes: ['*/*'], stage: 'prod' });
});

it('it is found where its discovery is, by the invoke URL or by a domain', () => {
  expect(addressIn(stateOf())).toMatchObject({ host: undefined, path: '/prod/registry' });
  const mapping = { domain_name: 'api.example.com', base_path: 'tools' };
  expect(addressIn(stateOf(managed('aws_api_gateway_base_path_mapping', mapping)))).toEqual({
    host: 'api.example.com',
    mount: { kind: 'domain', basePath: '/tools' },
    path: '/tools/registry',
  });
});

it.each([
  [
    'has no integration',
    managed('aws_api_gateway_method', {
      resource_id: 'whoami',
      http_method: 'PUT',
      authorization: 'NONE',
    }),
    '0 integrations of PUT',
  ],
  ['is under no resource', method('gone', 'NONE', 'read'), '0 resources gone'],
  [
    'has an authorizer that is not there',
    method('token', 'CUSTOM', 'read', { authorizer_id: 'a2' }).slice(0, 1),
    'no authorizer',
  ],
])('a method that %s is no route', (_, more, fault) => {
  expect(() => restApiIn(stateOf(...[more].flat()))).toThrow(fault);
});
