import type { HttpEvent } from './event.ts';

/** What all four event sources understand; multi-value headers where the event had them. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

export async function writeResult(event: HttpEvent, response: Response): Promise<HttpResult> {
  const bytes = Buffer.from(await response.arrayBuffer());
  // Only text survives as a string; a compressed body is bytes whatever its type says.
  const isBase64Encoded = response.headers.has('content-encoding');
  const answer = {
    statusCode: response.status,
    body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
  const headers = [...response.headers];
  if ('multiValueHeaders' in event && event.multiValueHeaders) {
    const multiValueHeaders = Object.fromEntries(headers.map(([name, value]) => [name, [value]]));
    return { ...answer, multiValueHeaders };
  }
  return { ...answer, headers: Object.fromEntries(headers) };
}
