import type { PolicyDocument } from './definition/document.ts';
import type { ResponseType } from './response-types.ts';

/** Where an API is. */
export interface Place {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** A REST API at one stage, as a deployment has fixed it. */
export interface RestApi extends Place {
  readonly id: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly routes: readonly Route[];
  readonly responses: ReadonlyMap<ResponseType, CustomResponse>;
  readonly binaryMediaTypes: readonly string[];
  readonly policy: PolicyDocument | undefined;
  /** `$context` variables in the form of the stage's access log; absent where nothing is logged. */
  readonly accessLogFormat: string | undefined;
}

export interface Route {
  /** `GET`; `ANY` for all that have no route of their own. */
  readonly method: string;
  /** `/v1/modules/{namespace}`. */
  readonly resource: string;
  readonly access: Access;
  readonly functionArn: string;
  readonly timeoutMs: number;
}

/** Who may ask, as API Gateway knows it. */
export type Access =
  | { readonly kind: 'none' }
  | { readonly kind: 'iam' }
  | { readonly kind: 'authorizer'; readonly authorizer: Authorizer };

export interface Authorizer {
  readonly name: string;
  readonly type: 'token' | 'request';
  readonly functionArn: string;
  /** `method.request.header.Authorization`, … */
  readonly identitySources: readonly string[];
  readonly validation: RegExp | undefined;
  /** 0: its answers are not kept. */
  readonly ttlSeconds: number;
}

/** What a definition says about one kind of the gateway's own answers. */
export interface CustomResponse {
  readonly statusCode: number | undefined;
  /** By header name: `'a constant'` or a mapping such as `context.requestId`. */
  readonly headers: Readonly<Record<string, string>>;
  /** By media type. */
  readonly templates: Readonly<Record<string, string>>;
}

/** `arn:aws:execute-api:eu-west-1:123456789012:abc/prod/GET/v1/x`, with the path as it was sent. */
export function methodArn(api: RestApi, method: string, path: string): string {
  return `${apiArn(api)}/${api.stage}/${method}${path}`;
}

export function apiArn({ partition, region, accountId, id }: RestApi): string {
  return `arn:${partition}:execute-api:${region}:${accountId}:${id}`;
}
