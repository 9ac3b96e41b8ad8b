/**
 * What the catalogue says of one engine. `product` is the path inside the engine's folder that
 * users of it want (a binary, or '.' for the whole folder); `proof` is a command that runs in the
 * folder when the build is over, and what it must print, so that a build that "succeeded" into
 * something that cannot run is never taken for an engine.
 */
export interface Engine {
  readonly name: string;
  readonly version: string;
  readonly purpose: string;
  /** Wall-clock minutes on two cores with cold caches, for the message before a long wait. */
  readonly minutes: number;
  readonly recipe: Recipe;
  readonly product: string;
  readonly proof: Proof;
}

export interface Proof {
  readonly command: readonly [string, ...string[]];
  readonly prints: string;
}

/** Each kind has its inputs (go.mod, pom.xml, requirements.txt) in a folder named for the engine. */
export type Recipe =
  | { readonly kind: 'go'; readonly mainPackage: string; readonly set: readonly string[] }
  | { readonly kind: 'maven' }
  | { readonly kind: 'pip' };

/** Says in one sentence what is wrong and what to do; shown without a stack. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** Where progress goes, a line at a time. */
export type Report = (line: string) => void;
