import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCaller } from './gateway/callers.ts';

export interface ToSign {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly service: string;
  readonly region: string;
}

/** The headers of a request that `caller` has signed (Signature Version 4). */
export async function signRequest(
  caller: AwsCaller,
  what: ToSign,
): Promise<Record<string, string>> {
  const { host, pathname: path, searchParams } = new URL(what.url);
  const { method, service, region, body = '' } = what;
  const signer = new SignatureV4({ credentials: caller, region, service, sha256: Sha256 });
  const query = Object.fromEntries(searchParams);
  const headers = { host, ...what.headers };
  const signed = await signer.sign(new HttpRequest({ method, path, query, headers, body }));
  return signed.headers;
}
