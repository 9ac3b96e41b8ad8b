import { TooLargeError } from '@registry/domain';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ApiEnv } from './api-env.ts';

/** No request of this API is longer; packages go to the storage itself. */
export const MAX_BODY_BYTES = 64 * 1024;

/**
 * The body as text. It stays cached in the request, for the schema that looks at it later.
 * TooLargeError above {@link MAX_BODY_BYTES}, before the rest of the body is read.
 */
export async function readBody(c: Context<ApiEnv>): Promise<string> {
  if (Number(c.req.header('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const bytes = await collect(c.req.raw);
  c.req.bodyCache.arrayBuffer = bytes.buffer;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new HTTPException(400, { message: 'The body is not valid UTF-8.', cause });
  }
}

async function collect(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(): TooLargeError {
  return new TooLargeError(`The body is longer than ${MAX_BODY_BYTES} bytes.`);
}
