/** What was looked at, in order, and what is wrong with it. */
export interface Checkup {
  readonly checks: readonly CheckResult[];
}

export interface CheckResult {
  readonly name: string;
  /** Each a sentence with what to do; empty where nothing is wrong. */
  readonly findings: readonly string[];
  /** Why it was not looked at; absent where it was. */
  readonly skipped?: string;
}

export const fine = (name: string): CheckResult => ({ name, findings: [] });

export const wrong = (name: string, ...findings: readonly string[]): CheckResult => ({
  name,
  findings,
});

export const skipped = (name: string, why: string): CheckResult => ({
  name,
  findings: [],
  skipped: why,
});
