import { factsOf, type Syntax } from './configuration-facts.ts';
import type { HclEngine } from './hcl-engine.ts';
import type { Answer, Question, Report } from './worker-messages.ts';

/** Parses one file and reads off what it documents. */
export function examineConfiguration(engine: HclEngine, { text, syntax }: Question): Answer {
  if (syntax === 'json') return { report: readFacts(text, syntax), spent: false };
  const result = engine(text);
  if ('faults' in result) return { report: { faults: result.faults }, spent: result.spent };
  return { report: readFacts(result.json, syntax), spent: result.spent };
}

function readFacts(json: string, syntax: Syntax): Report {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null) return { faults: ['it is no JSON object.'] };
    return { facts: factsOf(parsed, syntax) };
  } catch (error) {
    if (error instanceof RangeError) return { faults: ['it is nested too deeply.'] };
    if (error instanceof SyntaxError) return { faults: [describeSyntaxError(error)] };
    throw error;
  }
}

/** Not in V8's words, which quote the text around the fault. */
function describeSyntaxError({ message }: SyntaxError): string {
  const line = /\(line (\d+) column \d+\)/.exec(message)?.[1];
  return line === undefined ? 'it is no valid JSON.' : `line ${line}: it is no valid JSON.`;
}
