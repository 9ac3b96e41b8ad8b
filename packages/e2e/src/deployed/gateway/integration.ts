import { z } from 'zod';
import { isBinary } from './binary.ts';
import type { Functions } from './functions.ts';
import { GatewayFault } from './gateway-response.ts';
import type { ClientAnswer, Pairs } from './request.ts';
import { apiArn, type RestApi, type Route } from './rest-api.ts';

/** What a function must answer ("Output format of a Lambda function for proxy integration"). */
const ProxyResult = z.object({
  statusCode: z.union([
    z.int().min(100).max(599),
    z
      .string()
      .regex(/^[1-5]\d\d$/)
      .transform(Number),
  ]),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(z.union([z.string(), z.number()]))).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().optional(),
});

// "Remapped and dropped HTTP headers" of the developer guide, for responses.
const REMAPPED = [
  'authorization',
  'connection',
  'content-md5',
  'date',
  'server',
  'www-authenticate',
];
const DROPPED = [
  'content-length',
  'expect',
  'host',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * Invokes the function of `route` and makes an answer of its result.
 *
 * @throws GatewayFault INTEGRATION_TIMEOUT, or a 5xx where the function failed
 */
export async function integrate(
  { api, functions }: { readonly api: RestApi; readonly functions: Functions },
  route: Route,
  method: string,
  event: object,
  accept: string | undefined,
): Promise<ClientAnswer> {
  const source = `${apiArn(api)}/${api.stage}/${method}${route.resource}`;
  const invocation = await withinTime(
    functions.invoke(route.functionArn, event, source),
    route.timeoutMs,
  );
  if (invocation.kind === 'refused') {
    if (invocation.reason === 'too-large') {
      throw new GatewayFault('REQUEST_TOO_LARGE', 'Request Too Long');
    }
    const detail = `Invalid permissions on Lambda function, or no room: ${invocation.reason}`;
    throw new GatewayFault('DEFAULT_5XX', 'Internal server error', { status: 500, detail });
  }
  if (invocation.kind === 'error') throw malformed(`${invocation.type}: ${invocation.message}`);
  const result = ProxyResult.safeParse(JSON.parse(invocation.payload));
  if (!result.success) throw malformed(`Malformed Lambda proxy response: ${result.error.message}`);
  return toAnswer(api, result.data, accept);
}

function toAnswer(
  api: RestApi,
  { statusCode, headers, multiValueHeaders, body, isBase64Encoded }: z.infer<typeof ProxyResult>,
  accept = 'application/json',
): ClientAnswer {
  const several = Object.entries(multiValueHeaders ?? {});
  const one = Object.entries(headers ?? {}).filter(
    ([name]) => !several.some(([other]) => other.toLowerCase() === name.toLowerCase()),
  );
  const pairs = [
    ...one.map(([name, value]): [string, string] => [name, String(value)]),
    ...several.flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, String(value)]),
    ),
  ];
  // Only the first type that a client accepts decides whether bytes are decoded.
  const [firstType = ''] = accept.split(',');
  const isDecoded = isBase64Encoded === true && isBinary(api.binaryMediaTypes, firstType);
  return {
    status: statusCode,
    headers: remapped(pairs),
    body: Buffer.from(body ?? '', isDecoded ? 'base64' : 'utf8'),
  };
}

function remapped(headers: Pairs): Pairs {
  const named = headers.some(([name]) => name.toLowerCase() === 'content-type')
    ? headers
    : [...headers, ['Content-Type', 'application/json'] as const];
  return named
    .filter(([name]) => !DROPPED.includes(name.toLowerCase()))
    .map(([name, value]) =>
      REMAPPED.includes(name.toLowerCase()) ? [`x-amzn-Remapped-${name}`, value] : [name, value],
    );
}

async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new GatewayFault('INTEGRATION_TIMEOUT', 'Endpoint request timed out'));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function malformed(detail: string): GatewayFault {
  return new GatewayFault('DEFAULT_5XX', 'Internal server error', { status: 502, detail });
}
