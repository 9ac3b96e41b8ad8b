/** Which part of a list. */
export interface ListPage {
  readonly limit: number;
  /** `next` of the part before. */
  readonly cursor?: string;
}

/** A part of a list; with `next` there may be more. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** Something that is kept, and what an `If-Match` may say of it. */
export interface Tagged<T> {
  readonly item: T;
  readonly etag: string;
}
