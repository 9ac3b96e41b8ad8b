import { once } from 'node:events';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** PEM to trust besides. */
  readonly certificate?: string | undefined;
  /** An HTTP proxy to every host but 127.0.0.1. */
  readonly proxy?: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer<ArrayBuffer>;
  readonly text: string;
}

const plain = new HttpAgent({ keepAlive: true, maxSockets: 64 });
const kept = { keepAlive: true, maxSockets: 64 };
const secure = new HttpsAgent(kept);
const proxied = new Map<string, HttpsAgent>();

function agentFor(proxy: string | undefined): HttpsAgent {
  if (proxy === undefined) return secure;
  const proxyEnv = { HTTPS_PROXY: proxy, NO_PROXY: '127.0.0.1' };
  const options = { ...kept, proxyEnv };
  const agent = proxied.get(proxy) ?? new HttpsAgent(options);
  proxied.set(proxy, agent);
  return agent;
}

/** One request as it is described: nothing is followed, tried again or added. */
export async function request({
  method,
  url,
  headers,
  body,
  certificate,
  proxy,
}: Request): Promise<Answer> {
  const target = new URL(url);
  const options = { method, headers };
  const sent =
    target.protocol === 'https:'
      ? httpsRequest(target, { ...options, agent: agentFor(proxy), ca: certificate })
      : httpRequest(target, { ...options, agent: plain });
  // A server may answer before it has read all, and hang up: then its answer is what counts.
  sent.on('error', () => {});
  sent.end(body);
  const [incoming] = await once(sent, 'response');
  return readAnswer(incoming);
}

async function readAnswer(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return { status: incoming.statusCode ?? 0, headers, bytes, text: bytes.toString('utf8') };
}
