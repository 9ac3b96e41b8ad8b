import type { ApiRequest } from './request.ts';
import { headerOf } from './request.ts';
import type { RestApi, Route } from './rest-api.ts';

/** Who signed a request, or nulls where nobody did. */
export interface Identity {
  readonly accessKey: string | null;
  readonly accountId: string | null;
  readonly caller: string | null;
  readonly user: string | null;
  readonly userArn: string | null;
  readonly principalOrgId: string | null;
}

export const NOBODY: Identity = {
  accessKey: null,
  accountId: null,
  caller: null,
  user: null,
  userArn: null,
  principalOrgId: null,
};

/** What an authorizer said of the caller; everything arrives as text. */
export type AuthorizerContext = Readonly<Record<string, string | number>>;

/** `requestContext` of an event ("Input format of a Lambda function for proxy integration"). */
export function requestContext(
  api: RestApi,
  route: Route,
  request: ApiRequest,
  identity: Identity = NOBODY,
  authorizer?: AuthorizerContext,
) {
  const host = headerOf(request, 'host') ?? '';
  return {
    resourceId: Buffer.from(route.resource).toString('hex').slice(-6),
    ...(authorizer && { authorizer }),
    resourcePath: route.resource,
    httpMethod: request.method,
    extendedRequestId: request.extendedRequestId,
    requestTime: commonLogTime(request.receivedAt),
    path: request.path,
    accountId: api.accountId,
    protocol: 'HTTP/1.1',
    stage: api.stage,
    domainPrefix: host.split('.')[0] ?? '',
    requestTimeEpoch: request.receivedAt.getTime(),
    requestId: request.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      apiKey: null,
      apiKeyId: null,
      clientCert: null,
      sourceIp: request.sourceIp,
      userAgent: headerOf(request, 'user-agent') ?? null,
      ...identity,
    },
    domainName: host,
    apiId: api.id,
  };
}

export type RequestContext = ReturnType<typeof requestContext>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `09/Apr/2015:12:34:56 +0000`, as the Common Log Format has it. */
export function commonLogTime(time: Date): string {
  const [date = '', clock = ''] = time.toISOString().split(/[T.]/);
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${clock} +0000`;
}
