/** A method of an API, whether as the API defines it or as a stage serves it. */
export interface Route {
  /** `NONE`, `AWS_IAM`, or `CUSTOM` where an authorizer judges. */
  readonly callers: string;
  /** URI of that authorizer; else empty. */
  readonly judge: string;
  /** URI of the function behind it; empty where nothing is. */
  readonly target: string;
}

/** By `GET /v1/…`, without what an API that was there before has in front. */
export type Routes = ReadonlyMap<string, Route>;

/** Undefined for what is no part of the registry: another path of an API that was there before. */
export function routeName(method: string, path: string, base: string): string | undefined {
  return path.startsWith(`${base}/`) ? `${method} ${path.slice(base.length)}` : undefined;
}

/** Names of what is in one and not, or not so, in the other. */
export function differences(some: Routes, others: Routes): readonly string[] {
  const names = new Set([...some.keys(), ...others.keys()]);
  return [...names].filter((name) => !isSame(some.get(name), others.get(name))).sort();
}

function isSame(one: Route | undefined, other: Route | undefined): boolean {
  return (
    one?.callers === other?.callers && one?.judge === other?.judge && one?.target === other?.target
  );
}
