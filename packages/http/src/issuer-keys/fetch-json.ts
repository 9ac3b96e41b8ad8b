import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { guardedLookup, type Resolve, refusePrivateLiteral } from './guarded-lookup.ts';

/** Gets JSON from an https URL. An Error that says why not. */
export type FetchJson = (
  url: URL,
  options: {
    readonly privateAllowed: boolean;
    /** Ends it, wherever it is. */
    readonly signal: AbortSignal;
  },
) => Promise<unknown>;

/**
 * Gets JSON from strangers: one connection for each request, so that every one is looked at, within
 * limits, and never elsewhere than asked: a redirect is no answer.
 */
export function createFetchJson(deps: {
  readonly resolve: Resolve;
  readonly maxBytes: number;
}): FetchJson {
  return async (url, { privateAllowed, signal }) => {
    if (url.protocol !== 'https:') throw new Error(`${url.origin} is not https.`);
    if (!privateAllowed) refusePrivateLiteral(url);
    const response = await send(url, {
      signal,
      agent: false,
      headers: { Accept: 'application/json', 'Accept-Encoding': 'identity' },
      ...(privateAllowed ? {} : { lookup: guardedLookup(deps.resolve) }),
    });
    if (response.statusCode !== 200) {
      response.destroy();
      throw new Error(`${url.host} answered ${response.statusCode}.`);
    }
    return JSON.parse(await readBounded(response, deps.maxBytes));
  };
}

function send(url: URL, options: Parameters<typeof request>[1]): Promise<IncomingMessage> {
  return new Promise((respond, fail) => {
    request(url, options, respond).on('error', fail).end();
  });
}

async function readBounded(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop destroys the response, and the connection with it.
  for await (const chunk of response) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`The answer is longer than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
