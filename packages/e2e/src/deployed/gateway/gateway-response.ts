import type { ClientAnswer } from './request.ts';
import { RESPONSE_TYPES, type ResponseType } from './response-types.ts';
import type { CustomResponse, RestApi } from './rest-api.ts';
import { fillTemplate } from './template.ts';

/** Something that the gateway itself says to the client. */
export class GatewayFault extends Error {
  override readonly name = 'GatewayFault';
  readonly type: ResponseType;
  /** Where the type has no status of its own. */
  readonly status: number | undefined;
  /** Goes into the execution log, never to the client. */
  readonly detail: string;

  constructor(
    type: ResponseType,
    message: string,
    more: { status?: number; detail?: string } = {},
  ) {
    super(message);
    this.type = type;
    this.status = more.status;
    this.detail = more.detail ?? message;
  }
}

// What a response says that nobody customised.
const PLAIN: CustomResponse = {
  statusCode: undefined,
  headers: {},
  templates: { 'application/json': '{"message":$context.error.messageString}' },
};

/** The answer to `fault`, as the definition has it; `lookUp` knows the other `$context` variables. */
export function gatewayResponse(
  { responses }: Pick<RestApi, 'responses'>,
  fault: GatewayFault,
  lookUp: (path: string) => string | undefined,
): ClientAnswer {
  const own = RESPONSE_TYPES[fault.type] ?? fault.status ?? 500;
  const fallback = own < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const custom = responses.get(fault.type) ?? responses.get(fallback) ?? PLAIN;
  const status = custom.statusCode ?? own;
  const withError = (path: string) => {
    if (path === 'context.error.message') return fault.message;
    if (path === 'context.error.messageString') return JSON.stringify(fault.message);
    if (path === 'context.error.responseType') return fault.type;
    return lookUp(path);
  };
  const [mediaType, template] = Object.entries(custom.templates)[0] ?? ['application/json', ''];
  const headers = Object.entries(custom.headers).map(([name, value]): [string, string] => [
    name,
    value.startsWith("'") ? value.slice(1, -1) : (withError(value) ?? ''),
  ]);
  return {
    status,
    headers: [
      ['Content-Type', mediaType],
      ['x-amzn-ErrorType', ERRORS[fault.type] ?? 'Exception'],
      ...headers,
    ],
    body: Buffer.from(fillTemplate(template, withError, '')),
  };
}

// Only what tells something: clients of AWS see these names.
const ERRORS: Partial<Record<ResponseType, string>> = {
  ACCESS_DENIED: 'AccessDeniedException',
  API_CONFIGURATION_ERROR: 'InternalServerErrorException',
  AUTHORIZER_CONFIGURATION_ERROR: 'AuthorizerConfigurationException',
  AUTHORIZER_FAILURE: 'InternalServerErrorException',
  DEFAULT_5XX: 'InternalServerErrorException',
  INTEGRATION_TIMEOUT: 'InternalServerErrorException',
  INVALID_SIGNATURE: 'InvalidSignatureException',
  MISSING_AUTHENTICATION_TOKEN: 'MissingAuthenticationTokenException',
  REQUEST_TOO_LARGE: 'RequestTooLargeException',
  THROTTLED: 'TooManyRequestsException',
  UNAUTHORIZED: 'UnauthorizedException',
};
