/**
 * Parses HCL in a thread of its own. HashiCorp's parser is Go in WebAssembly: it takes time to
 * load, holds on to its memory, and is dead for good once an input has overflowed its stack. A
 * thread can be thrown away.
 */
import { parentPort } from 'node:worker_threads';
import { parse } from '@cdktn/hcl2json';

export interface HclQuestion {
  readonly name: string;
  readonly text: string;
}

/** The configuration as JSON, or what the parser says is wrong. */
export type HclAnswer = { readonly parsed: unknown } | { readonly fault: string };

parentPort?.on('message', async ({ name, text }: HclQuestion) => {
  let answer: HclAnswer;
  try {
    answer = { parsed: await parse(name, text) };
  } catch (error) {
    answer = { fault: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});
