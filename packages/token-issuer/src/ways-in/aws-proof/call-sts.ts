import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { UnavailableError } from '@registry/domain';
import { type CheckedProof, GET_CALLER_IDENTITY } from './check-proof.ts';

const TIMEOUT_MS = 3000;
const MAX_ANSWER_BYTES = 64 * 1024;

export interface StsAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends a proof to the host it was signed for. UnavailableError where no answer can be had. */
export type CallSts = (proof: CheckedProof) => Promise<StsAnswer>;

/**
 * By Node's own client and not by fetch, which adds headers to those that were signed and follows
 * redirects. Connections are not kept: one of a function that has slept is mostly dead.
 */
export function createCallSts(agent = new Agent({ keepAlive: false })): CallSts {
  return async ({ host, headers }) => {
    try {
      return await ask(`https://${host}${GET_CALLER_IDENTITY}`, { ...headers }, agent);
    } catch (cause) {
      throw new UnavailableError('AWS STS does not answer; try again.', { cause });
    }
  };
}

async function ask(url: string, headers: Record<string, string>, agent: Agent): Promise<StsAnswer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    // The signal also ends an answer that has begun.
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    request(url, { method: 'POST', headers, agent, signal }, resolve).on('error', reject).end();
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // Leaving the loop closes the connection.
    if (size > MAX_ANSWER_BYTES) throw new Error('The answer of STS is too long.');
    chunks.push(bytes);
  }
  return { status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
}
