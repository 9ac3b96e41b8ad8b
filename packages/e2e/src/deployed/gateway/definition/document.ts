import { z } from 'zod';

/**
 * The OpenAPI document that a REST API is made of, with the extensions that this gateway acts on.
 * Names and values: "OpenAPI extensions for API Gateway" of the developer guide.
 */
export const Integration = z.looseObject({
  type: z.string().optional(),
  httpMethod: z.string().optional(),
  uri: z.string().optional(),
  credentials: z.string().optional(),
  timeoutInMillis: z.number().optional(),
  passthroughBehavior: z.string().optional(),
});

const Parameter = z.looseObject({ name: z.string(), in: z.string() });

export const Operation = z.looseObject({
  operationId: z.string().optional(),
  parameters: z.array(Parameter).optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  responses: z.record(z.string(), z.unknown()).optional(),
  'x-amazon-apigateway-auth': z.looseObject({ type: z.string() }).optional(),
  'x-amazon-apigateway-integration': Integration.optional(),
  'x-amazon-apigateway-request-validator': z.string().optional(),
});

export const Authorizer = z.looseObject({
  type: z.string(),
  authorizerUri: z.string().optional(),
  authorizerCredentials: z.string().optional(),
  identitySource: z.string().optional(),
  identityValidationExpression: z.string().optional(),
  authorizerResultTtlInSeconds: z.number().optional(),
});

export const SecurityScheme = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  in: z.string().optional(),
  'x-amazon-apigateway-authtype': z.string().optional(),
  'x-amazon-apigateway-authorizer': Authorizer.optional(),
});

export const GatewayResponse = z.looseObject({
  statusCode: z.union([z.string(), z.number()]).optional(),
  responseParameters: z.record(z.string(), z.string()).optional(),
  responseTemplates: z.record(z.string(), z.string()).optional(),
});

const texts = z.union([z.string(), z.array(z.string())]);

export const PolicyStatement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.unknown().optional(),
  NotPrincipal: z.unknown().optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.unknown().optional(),
});

export const PolicyDocument = z.looseObject({
  Version: z.string().optional(),
  Statement: z.union([PolicyStatement, z.array(PolicyStatement)]),
});

export const Document = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  security: z.unknown().optional(),
  // A path item also holds "parameters" and such, so its members are looked at one by one.
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z
    .looseObject({
      schemas: z.record(z.string(), z.unknown()).optional(),
      securitySchemes: z.record(z.string(), SecurityScheme).optional(),
    })
    .optional(),
  'x-amazon-apigateway-policy': PolicyDocument.optional(),
  'x-amazon-apigateway-gateway-responses': z.record(z.string(), GatewayResponse).optional(),
  'x-amazon-apigateway-binary-media-types': z.array(z.string()).optional(),
  'x-amazon-apigateway-request-validators': z.record(z.string(), z.unknown()).optional(),
});

export type Document = z.infer<typeof Document>;
export type Operation = z.infer<typeof Operation>;
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/** What API Gateway takes as a method of a resource. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;
export const ANY_METHOD = 'x-amazon-apigateway-any-method';

export interface DeclaredOperation {
  readonly path: string;
  /** As it stands in the document: `get`. */
  readonly method: string;
  readonly operation: Operation;
}

/** Every operation; ZodError where one is none. */
export function operationsOf(document: Document): DeclaredOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([member]) => isMethod(member))
      .map(([method, operation]) => ({ path, method, operation: Operation.parse(operation) })),
  );
}

function isMethod(member: string): boolean {
  return member === ANY_METHOD || METHODS.some((method) => method === member);
}
