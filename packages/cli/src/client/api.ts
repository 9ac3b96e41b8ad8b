import type { Precondition } from '@registry/domain';
import type { System } from '../system.ts';
import { NetworkError } from './network-error.ts';
import { type Retries, withRetries } from './retry.ts';

/** Longer than any gateway waits, so that a slow publish is the server's to give up on. */
const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From `/v1` or the like on. */
  readonly path: string;
  readonly body?: unknown;
  /** Only if it is still as it was read, or still not there. */
  readonly precondition?: Precondition;
  /** Made for each attempt: what is good for one use may be in it. */
  readonly form?: () => Promise<URLSearchParams>;
  /** The token goes with it, if there is one. */
  readonly authenticated: boolean;
  /** Doing it twice is doing it once. */
  readonly repeatable: boolean;
}

/** A whole answer: whoever holds it need not fear the network any more. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it was asked; for resolving what is relative to it. */
  readonly url: string;
}

export type Api = (request: ApiRequest) => Promise<ApiAnswer>;

/** Requests to the registry's own API at `base`, made again where that helps. */
export function createApi(
  base: string,
  token: string | undefined,
  system: System,
  say: Retries['say'],
): Api {
  return async (request) => {
    const url = `${base}${request.path}`;
    const send = async () => attempt(url, await toInit(request, token), system);
    return withRetries(send, request.repeatable, { system, say });
  };
}

async function toInit(request: ApiRequest, token: string | undefined): Promise<RequestInit> {
  const headers = new Headers({ accept: 'application/json' });
  if (request.authenticated && token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  const { ifMatch, ifNoneMatch } = request.precondition ?? {};
  if (ifMatch !== undefined) headers.set('if-match', ifMatch);
  if (ifNoneMatch !== undefined) headers.set('if-none-match', ifNoneMatch);
  const body = (await request.form?.())?.toString() ?? JSON.stringify(request.body);
  if (request.form !== undefined) headers.set('content-type', 'application/x-www-form-urlencoded');
  return { method: request.method, headers, ...(body === undefined ? {} : { body }) };
}

async function attempt(url: string, init: RequestInit, system: System): Promise<ApiAnswer> {
  const signal = AbortSignal.any([system.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    // A redirect is never followed: the token, or a publish, would go where nobody sent it.
    const response = await system.fetch(url, { ...init, signal, redirect: 'manual' });
    const text = await readText(response);
    return { status: response.status, headers: response.headers, text, url };
  } catch (error) {
    throw new NetworkError(url, error);
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
