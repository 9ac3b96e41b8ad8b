import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { ROLE_SESSION, type StsCaller } from './caller.ts';

/** A request for STS that a test takes apart and puts together again. */
export interface SignedStsRequest {
  readonly method: string;
  readonly target: string;
  /** Names in lower case; `authorization` among them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface StsRequestToSign {
  readonly host: string;
  readonly at: Date;
  /** Beside `host` and what every signer adds; a space around a value is signed away. */
  readonly headers: Readonly<Record<string, string>>;
  readonly caller?: StsCaller;
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly service?: string;
}

const QUERY = { Action: 'GetCallerIdentity', Version: '2011-06-15' };

/** Signs whatever a test wants to have signed, however little it would do in a client. */
export async function signStsRequest(wanted: StsRequestToSign): Promise<SignedStsRequest> {
  const { host, at, caller = ROLE_SESSION, method = 'POST', query = QUERY } = wanted;
  const { accessKeyId, secretAccessKey, sessionToken } = caller;
  const signer = new SignatureV4({
    service: wanted.service ?? 'sts',
    region: wanted.region ?? 'us-east-1',
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = { host, ...wanted.headers };
  const signed = await signer.sign(
    new HttpRequest({ method, path: '/', query: { ...query }, headers }),
    { signingDate: at, signableHeaders: new Set(Object.keys(headers)) },
  );
  return {
    method,
    target: `/?${new URLSearchParams(query)}`,
    headers: Object.entries(signed.headers),
  };
}

/** The request as it goes over the wire. */
export function rawRequest({ method, target, headers }: SignedStsRequest, body = ''): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target} HTTP/1.1`, ...lines, '', body].join('\r\n');
}

/** The request as Google's libraries write it. */
export function jsonRequest({ method, target, headers }: SignedStsRequest): string {
  const host = headers.find(([name]) => name === 'host')?.[1];
  return JSON.stringify({
    url: `https://${host}${target.slice(1)}`,
    method,
    headers: headers.map(([key, value]) => ({ key, value })),
  });
}
