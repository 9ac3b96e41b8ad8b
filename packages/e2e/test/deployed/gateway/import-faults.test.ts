import { describe, expect, it } from 'vitest';
import { importFaults } from '../../../src/deployed/gateway/definition/import-faults.ts';
import { DefinitionError } from '../../../src/deployed/gateway/definition/read-definition.ts';
import { type SmallDocument, smallApi, smallDocument } from '../support/definition.ts';

type Change = (document: SmallDocument) => unknown;

const faultsAfter = (change: Change) => {
  const document = smallDocument();
  return importFaults(JSON.stringify(change(document) ?? document));
};

const withOpen = (document: SmallDocument, more: object) => ({
  ...document,
  paths: { ...document.paths, '/open': { get: { ...document.paths['/open'].get, ...more } } },
});
const withPath = (document: SmallDocument, path: string) => ({
  ...document,
  paths: {
    ...document.paths,
    [path]: { get: { ...document.paths['/open'].get, operationId: 'x' } },
  },
});
const withAuthorizer = (document: SmallDocument, more: object) => {
  const { securitySchemes } = document.components;
  const { bearer } = securitySchemes;
  const authorizer = { ...bearer['x-amazon-apigateway-authorizer'], ...more };
  const changed = { ...bearer, 'x-amazon-apigateway-authorizer': authorizer };
  return { ...document, components: { securitySchemes: { ...securitySchemes, bearer: changed } } };
};
const withIntegration = (document: SmallDocument, more: object) => {
  const name = 'x-amazon-apigateway-integration';
  return withOpen(document, { [name]: { ...document.paths['/open'].get[name], ...more } });
};
const withSchema = (document: SmallDocument, schema: object) => ({
  ...document,
  components: { ...document.components, schemas: { Thing: schema } },
});
const withResponses = (document: SmallDocument, responses: object) => ({
  ...document,
  'x-amazon-apigateway-gateway-responses': responses,
});
const withPolicy = (document: SmallDocument, statement: object) => ({
  ...document,
  'x-amazon-apigateway-policy': { Version: '2012-10-17', Statement: [statement] },
});

describe('a definition that AWS takes', () => {
  it('has no faults', () => {
    expect(faultsAfter((document) => document)).toEqual([]);
  });

  it('may have all access, and a resource policy that denies', () => {
    const statement = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
    };
    expect(faultsAfter((document) => withPolicy(document, statement))).toEqual([]);
  });
});

describe('a definition is refused', () => {
  it.each<[string, Change, string]>([
    ['of OpenAPI 3.1', (d) => ({ ...d, openapi: '3.1.0' }), 'OpenAPI 3.1.0 is not 3.0'],
    ['without paths', (d) => ({ ...d, paths: undefined }), 'paths'],
    ['whose path has no slash', (d) => withPath(d, 'open2'), 'does not begin with a slash'],
    ['with a path part of other signs', (d) => withPath(d, '/a~b'), '"a~b" is no path part'],
    ['with half a parameter', (d) => withPath(d, '/{a}.zip'), '"{a}.zip" is no path part'],
    ['with a greedy part inside', (d) => withPath(d, '/{a+}/b'), 'is not the last path part'],
    ['with two names at one place', (d) => withPath(d, '/v1/things/{id}/x'), 'a sibling ({name})'],
    ['with an unknown method', (d) => ({ ...d, paths: { '/x': { trace: {} } } }), 'no method'],
    ['with an empty operation', (d) => ({ ...d, paths: { '/x': { get: [] } } }), 'expected object'],
    [
      'without integration',
      (d) => withOpen(d, { 'x-amazon-apigateway-integration': undefined }),
      'No integration defined for get /open',
    ],
    ['with a mock', (d) => withIntegration(d, { type: 'mock' }), 'only aws_proxy'],
    [
      'that invokes by GET',
      (d) => withIntegration(d, { httpMethod: 'GET' }),
      'httpMethod must be POST',
    ],
    [
      'whose uri is a function alone',
      (d) => withIntegration(d, { uri: 'arn:aws:lambda:x' }),
      'invalid ARN',
    ],
    [
      'that waits half a minute',
      (d) => withIntegration(d, { timeoutInMillis: 30_000 }),
      'timeoutInMillis',
    ],
    [
      'with an id twice',
      (d) => withOpen(d, { operationId: 'thing' }),
      'operationId thing is repeated',
    ],
    [
      'with a cookie',
      (d) => withOpen(d, { parameters: [{ name: 'a', in: 'cookie' }] }),
      'in cookie',
    ],
    [
      'with a stray parameter',
      (d) => withOpen(d, { parameters: [{ name: 'a', in: 'path' }] }),
      'is not in the path',
    ],
    ['without responses', (d) => withOpen(d, { responses: {} }), 'declares no response'],
    [
      'with a range of statuses',
      (d) => withOpen(d, { responses: { '2XX': {} } }),
      '2XX is no status',
    ],
    [
      'with an unknown validator',
      (d) => withOpen(d, { 'x-amazon-apigateway-request-validator': 'all' }),
      'no request validator "all"',
    ],
    ['with security at the root', (d) => ({ ...d, security: [{ bearer: [] }] }), 'root is ignored'],
    [
      'with an unknown scheme',
      (d) => withOpen(d, { security: [{ none: [] }] }),
      'no security scheme "none"',
    ],
    [
      'with two schemes',
      (d) => withOpen(d, { security: [{ aws: [] }, { bearer: [] }] }),
      'more than one authorizer',
    ],
    [
      'with an http scheme',
      (d) => ({
        ...d,
        components: {
          securitySchemes: { ...d.components.securitySchemes, bearer: { type: 'http' } },
        },
      }),
      'only apiKey counts',
    ],
    [
      'with a scheme and no authorizer',
      (d) => withAuthorizer(d, { authorizerUri: undefined }),
      'authorizerUri is no function',
    ],
    [
      'with a cache of two hours',
      (d) => withAuthorizer(d, { authorizerResultTtlInSeconds: 7200 }),
      '3,600 at most',
    ],
    [
      'with a cache and no source',
      (d) => withAuthorizer(d, { type: 'request' }),
      'identitySource must not be empty',
    ],
    [
      'with a source of no kind',
      (d) => withAuthorizer(d, { identitySource: 'method.request.body' }),
      'identitySource "method.request.body" is invalid',
    ],
    [
      'whose cache depends on the path',
      (d) => withAuthorizer(d, { type: 'request', identitySource: 'method.request.path.name' }),
      'is invalid',
    ],
    ['with oneOf', (d) => withSchema(d, { oneOf: [{ type: 'string' }] }), 'oneOf is not supported'],
    [
      'with allOf within',
      (d) => withSchema(d, { type: 'object', properties: { a: { allOf: [] } } }),
      'allOf is not supported',
    ],
    [
      'with a format of numbers',
      (d) => withSchema(d, { type: 'integer', format: 'int32' }),
      'int32 of numbers',
    ],
    [
      'with exclusiveMinimum',
      (d) => withSchema(d, { type: 'integer', exclusiveMinimum: 0 }),
      'exclusiveMinimum is not supported',
    ],
    ['with a list of types', (d) => withSchema(d, { type: ['string', 'null'] }), 'a list of types'],
    [
      'with a reference to nothing',
      (d) => withSchema(d, { $ref: '#/components/schemas/Other' }),
      'there is no schema Other',
    ],
    [
      'with a model of two words',
      (d) => ({ ...d, components: { ...d.components, schemas: { A_B: {} } } }),
      'must be alphanumeric',
    ],
    ['with an unknown answer', (d) => withResponses(d, { NOT_FOUND: {} }), 'there is no such type'],
    [
      'with an answer in words',
      (d) => withResponses(d, { THROTTLED: { statusCode: 'busy' } }),
      'busy is no status',
    ],
    [
      'with a header unquoted',
      (d) =>
        withResponses(d, {
          THROTTLED: { responseParameters: { 'gatewayresponse.header.Retry-After': '1' } },
        }),
      'neither quoted nor a mapping',
    ],
    [
      'with a parameter in the body',
      (d) =>
        withResponses(d, {
          THROTTLED: { responseParameters: { 'gatewayresponse.body.x': "'1'" } },
        }),
      'is no header',
    ],
    [
      'with a policy for nobody',
      (d) => withPolicy(d, { Effect: 'Deny', Action: '*', Resource: '*' }),
      'has no principal',
    ],
    [
      'with a policy for a bucket',
      (d) =>
        withPolicy(d, { Effect: 'Deny', Principal: '*', Action: '*', Resource: 'arn:aws:s3:::x' }),
      'no resource of an API',
    ],
  ])('%s', (_, change, fault) => {
    expect(faultsAfter(change).join(' ')).toContain(fault);
  });

  it('with more than 300 resources', () => {
    const paths = Object.fromEntries(
      Array.from({ length: 301 }, (_, index) => [`/r${index}`, smallDocument().paths['/open']]),
    );
    expect(faultsAfter((d) => ({ ...d, paths })).join(' ')).toContain('301 resources');
  });

  it('beyond 6 MB, and where it is no JSON', () => {
    expect(importFaults('x'.repeat(7_000_000))[0]).toContain('7000000 bytes');
    expect(importFaults('openapi: 3.0.1')).toEqual(['The document is no JSON.']);
  });

  it('before the gateway starts, with every fault at once', () => {
    expect(() => smallApi({ openapi: '3.1.0', security: [] })).toThrow(DefinitionError);
    expect(() => smallApi({ openapi: '3.1.0', security: [] })).toThrow(/3\.1\.0.*root is ignored/);
  });
});
