import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AwsCaller, Caller, Principal } from '@registry/domain';

/** What travels with a request through every app. */
export interface ApiEnv {
  Bindings: {
    /** What the edge already knows about the request; absent in tests that call the app itself. */
    readonly edge?: EdgeContext;
  };
  Variables: {
    requestId: string;
    /** The names in the path have passed their rules; nothing else can stand in it. */
    isPathChecked: boolean;
    /** Set by authentication. */
    caller: Caller;
    /** Who has proved themselves where there is no caller yet: at the token endpoint. */
    principal: Principal;
  };
}

export interface EdgeContext {
  /** The id that the gateway has given the request. */
  readonly requestId?: string;
  /** What the gateway's authorizer said of the caller: scalars, as strings. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
  /** By whom the request is signed, where the gateway has checked that (`AWS_IAM`). */
  readonly awsCaller?: AwsCaller;
  /** The client's address, as the edge has seen it and not as a client may claim. */
  readonly source?: string;
  /** Why the edge does not serve this request, in a sentence: the answer is a 400 that says so. */
  readonly refusal?: string;
}

export type ApiApp = OpenAPIHono<ApiEnv>;
