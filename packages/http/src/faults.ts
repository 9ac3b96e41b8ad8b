import { InvalidError } from '@registry/domain';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What a schema found wrong, a sentence each: `"size" in the body: expected number, …`. */
export function faultsOf(target: string, error: z.core.$ZodError): InvalidError {
  const where = target === 'json' ? 'the body' : `the ${target}`;
  return new InvalidError(error.issues.flatMap(nearest).map((issue) => sentenceOf(issue, where)));
}

// Of several forms that a value may have, the one it misses by the fewest faults was meant.
function nearest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [closest] = issue.errors.toSorted((a, b) => weightOf(a) - weightOf(b));
  return closest?.flatMap(nearest) ?? [issue];
}

// Every field that a form does not know speaks against it; all of them together are one issue.
function weightOf(issues: readonly Issue[]): number {
  return issues
    .map((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.length : 1))
    .reduce((sum, weight) => sum + weight, 0);
}

function sentenceOf(issue: Issue, where: string): string {
  // A rule of the domain brings its own sentence.
  if (issue.code === 'custom') return issue.message;
  const name = issue.path.length === 0 ? where : `"${issue.path.join('.')}" in ${where}`;
  return `${name[0]?.toUpperCase()}${name.slice(1)}: ${issue.message}.`;
}
