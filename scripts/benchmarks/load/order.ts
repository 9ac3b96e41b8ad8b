/** What the load generator is told, and what it answers. */
export interface LoadOrder {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoadResult {
  /** Answered with 2xx. */
  readonly requests: number;
  /** Answered otherwise, or not at all. */
  readonly failures: number;
  readonly seconds: number;
}

export function isLoadOrder(value: unknown): value is LoadOrder {
  return typeof value === 'object' && value !== null && 'connections' in value;
}

export function isLoadResult(value: unknown): value is LoadResult {
  return typeof value === 'object' && value !== null && 'failures' in value;
}
