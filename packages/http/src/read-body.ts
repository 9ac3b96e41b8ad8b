import { TooLargeError } from '@registry/domain';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** No request of this API is longer; packages go to the storage itself. */
export const MAX_BODY_BYTES = 64 * 1024;

/** A JSON body in UTF-8 (RFC 8259 §8.1) of bounded size; nothing else is accepted. */
export async function readJson(c: Context): Promise<unknown> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new HTTPException(415, { message: 'Send the body as application/json.' });
  }
  const text = await readText(c);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HTTPException(400, { message: 'The body is no valid JSON.', cause });
  }
}

/** The body as text. TooLargeError above the limit, before the rest of it is read. */
export async function readText(c: Context): Promise<string> {
  if (Number(c.req.header('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  let size = 0;
  try {
    for await (const chunk of c.req.raw.body ?? []) {
      size += chunk.byteLength;
      if (size > MAX_BODY_BYTES) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new HTTPException(400, { message: 'The body is not valid UTF-8.', cause: error });
  }
}

function tooLarge(): TooLargeError {
  return new TooLargeError(`The body is longer than ${MAX_BODY_BYTES} bytes.`);
}
