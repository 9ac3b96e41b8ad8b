import { functionArnIn } from '../function-arn.ts';
import { isResponseType, type ResponseType } from '../response-types.ts';
import type { Access, Authorizer, CustomResponse, Place, RestApi, Route } from '../rest-api.ts';
import { ANY_METHOD, type DeclaredOperation, Document, operationsOf } from './document.ts';
import { importFaults } from './import-faults.ts';

/** What lies beside the OpenAPI document. */
export interface Deployment extends Place {
  readonly id: string;
  readonly stage: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly accessLogFormat?: string;
}

/** A definition that AWS's import would refuse, with every reason. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`AWS would not take this definition: ${faults.join(' ')}`);
    this.faults = faults;
  }
}

/** The REST API that AWS makes of the OpenAPI document `body`. DefinitionError. */
export function readDefinition(body: string, deployment: Deployment): RestApi {
  const faults = importFaults(body);
  if (faults.length > 0) throw new DefinitionError(faults);
  const document = Document.parse(JSON.parse(body));
  return {
    ...deployment,
    stageVariables: deployment.stageVariables ?? null,
    accessLogFormat: deployment.accessLogFormat,
    routes: operationsOf(document).map((each) => toRoute(document, each)),
    responses: new Map(responsesOf(document)),
    binaryMediaTypes: document['x-amazon-apigateway-binary-media-types'] ?? [],
    policy: document['x-amazon-apigateway-policy'],
  };
}

function toRoute(document: Document, { path, method, operation }: DeclaredOperation): Route {
  const { uri, timeoutInMillis } = operation['x-amazon-apigateway-integration'] ?? {};
  return {
    method: method === ANY_METHOD ? 'ANY' : method.toUpperCase(),
    resource: path,
    access: accessOf(document, operation),
    functionArn: functionArnIn(uri),
    timeoutMs: timeoutInMillis ?? 29_000,
  };
}

function accessOf(document: Document, operation: DeclaredOperation['operation']): Access {
  if (operation['x-amazon-apigateway-auth']?.type.toUpperCase() === 'AWS_IAM')
    return { kind: 'iam' };
  const [name] = (operation.security ?? []).flatMap((requirement) => Object.keys(requirement));
  const scheme = document.components?.securitySchemes?.[name ?? ''];
  if (name === undefined || scheme === undefined) return { kind: 'none' };
  const authorizer = scheme['x-amazon-apigateway-authorizer'];
  if (authorizer === undefined) return { kind: 'iam' };
  return { kind: 'authorizer', authorizer: toAuthorizer(name, scheme.name, authorizer) };
}

type Declared = NonNullable<
  NonNullable<
    NonNullable<Document['components']>['securitySchemes']
  >[string]['x-amazon-apigateway-authorizer']
>;

function toAuthorizer(name: string, header: string | undefined, it: Declared): Authorizer {
  const sources = (it.identitySource ?? '').split(',').map((source) => source.trim());
  const named = sources.filter((source) => source !== '');
  return {
    name,
    type: it.type === 'token' ? 'token' : 'request',
    functionArn: functionArnIn(it.authorizerUri),
    identitySources:
      named.length === 0 && it.type === 'token' ? [`method.request.header.${header}`] : named,
    validation:
      it.identityValidationExpression === undefined
        ? undefined
        : new RegExp(`^(?:${it.identityValidationExpression})$`),
    ttlSeconds: it.authorizerResultTtlInSeconds ?? 300,
  };
}

function responsesOf(document: Document): [ResponseType, CustomResponse][] {
  const declared = document['x-amazon-apigateway-gateway-responses'] ?? {};
  return Object.entries(declared).flatMap(([type, response]): [ResponseType, CustomResponse][] => {
    if (!isResponseType(type)) return [];
    const { statusCode, responseParameters = {}, responseTemplates = {} } = response;
    const headers = Object.entries(responseParameters).map(([name, value]) => [
      name.replace('gatewayresponse.header.', ''),
      value,
    ]);
    return [
      [
        type,
        {
          statusCode: statusCode === undefined ? undefined : Number(statusCode),
          headers: Object.fromEntries(headers),
          templates: responseTemplates,
        },
      ],
    ];
  });
}
