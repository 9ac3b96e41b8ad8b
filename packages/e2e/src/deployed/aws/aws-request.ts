import type { IncomingHttpHeaders } from 'node:http';

/** A request to AWS as a function, or who holds an address that one has signed, sends it. */
export interface AwsRequest {
  readonly method: string;
  /** Undecoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Whose credentials have signed a request, and for which service (Signature Version 4). */
export interface Signer {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  /** By its query, and so perhaps sent by somebody else. */
  readonly presigned: boolean;
}

const SCOPE = /^([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request$/;

/** Undefined for a request that nobody has signed. */
export function signerOf({ headers, query }: AwsRequest): Signer | undefined {
  const presigned = query.get('X-Amz-Credential');
  const [, credential] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+),/.exec(headers.authorization ?? '') ?? [];
  const [, accessKeyId, region = '', service = ''] =
    SCOPE.exec(presigned ?? credential ?? '') ?? [];
  if (accessKeyId === undefined) return undefined;
  return { accessKeyId, region, service, presigned: presigned !== null };
}
