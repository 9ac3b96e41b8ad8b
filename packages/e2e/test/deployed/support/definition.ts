import { Document } from '../../../src/deployed/gateway/definition/document.ts';
import {
  type Deployment,
  readDefinition,
} from '../../../src/deployed/gateway/definition/read-definition.ts';
import type { RestApi } from '../../../src/deployed/gateway/rest-api.ts';

export const REGION = 'eu-west-1';
export const ACCOUNT = '123456789012';

export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

const uri = (name: string) =>
  `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

const integration = (name: string, more: object = {}) => ({
  'x-amazon-apigateway-integration': {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: uri(name),
    ...more,
  },
});

const responses = { 200: { description: 'fine' } };

/** A small API with one route of every kind. */
export function smallDocument() {
  const parameters = [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }];
  return {
    openapi: '3.0.1',
    info: { title: 'small', version: '1' },
    paths: {
      '/open': { get: { operationId: 'open', responses, ...integration('echo') } },
      '/v1/things/{name}': {
        get: {
          operationId: 'thing',
          parameters,
          security: [{ bearer: [] }],
          responses,
          ...integration('echo'),
        },
      },
      '/v1/things/fixed': {
        get: {
          operationId: 'fixed',
          security: [{ bearer: [] }],
          responses,
          ...integration('other'),
        },
      },
      '/v1/signed': {
        post: { operationId: 'signed', security: [{ aws: [] }], responses, ...integration('echo') },
      },
      '/files/{path+}': {
        get: {
          operationId: 'files',
          parameters: [{ name: 'path', in: 'path', required: true, schema: { type: 'string' } }],
          responses,
          ...integration('echo'),
        },
      },
    },
    components: {
      schemas: { Thing: { type: 'object', properties: { format: { type: 'string' } } } },
      securitySchemes: {
        bearer: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'custom',
          'x-amazon-apigateway-authorizer': {
            type: 'token',
            authorizerUri: uri('authorizer'),
            authorizerResultTtlInSeconds: 300,
          },
        },
        aws: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
      },
    },
    'x-amazon-apigateway-binary-media-types': ['*/*'],
    'x-amazon-apigateway-gateway-responses': {
      DEFAULT_4XX: {
        responseTemplates: {
          'application/json': '{"errors":[$context.error.messageString],"id":"$context.requestId"}',
        },
      },
      UNAUTHORIZED: {
        statusCode: 401,
        responseParameters: { 'gatewayresponse.header.WWW-Authenticate': "'Bearer'" },
        responseTemplates: { 'application/json': '{"errors":["Bring a token."]}' },
      },
    },
  };
}

export type SmallDocument = ReturnType<typeof smallDocument>;

const deployment: Deployment = {
  partition: 'aws',
  region: REGION,
  accountId: ACCOUNT,
  id: 'abc123',
  stage: 'live',
};

/** The small API, with `more` at the top of its document. */
export function smallApi(more: object = {}, at: Partial<Deployment> = {}): RestApi {
  const body = JSON.stringify({ ...smallDocument(), ...more });
  Document.parse(JSON.parse(body));
  return readDefinition(body, { ...deployment, ...at });
}
