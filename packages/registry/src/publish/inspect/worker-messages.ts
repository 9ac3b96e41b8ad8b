import type { ConfigurationFacts, Syntax } from './configuration-facts.ts';

/** One file for the worker to parse. */
export interface Question {
  readonly text: string;
  readonly syntax: Syntax;
}

/** What the file says, or what is wrong with it, as the ends of sentences. */
export type Report =
  | { readonly facts: ConfigurationFacts }
  | { readonly faults: readonly string[] };

/** `spent` workers must not be asked again. */
export type Answer = { readonly report: Report; readonly spent: boolean };

function isObject(message: unknown): message is object {
  return typeof message === 'object' && message !== null;
}

// The two ends are built together; these keep other messages apart, e.g. those of a test runner.
export function isQuestion(message: unknown): message is Question {
  return isObject(message) && 'text' in message && 'syntax' in message;
}

export function isAnswer(message: unknown): message is Answer {
  return isObject(message) && 'report' in message && 'spent' in message;
}
