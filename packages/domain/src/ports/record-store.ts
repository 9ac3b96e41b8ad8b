/** Where a record lies: the records of one partition are listed together, in the order of their ids. */
export interface RecordKey {
  readonly partition: string;
  readonly id: string;
}

/** What a record says: JSON, whose form is the business of whoever keeps it. */
export type RecordDocument = Readonly<Record<string, unknown>>;

/** Who may do what is kept in records: grants, identities, issuers, revocations, audit. */
export interface NewRecord extends RecordKey {
  readonly document: RecordDocument;
  /** A second place where it is listed. */
  readonly listedUnder?: RecordKey;
  /** From then on nobody sees it any more; the store removes it some time later. */
  readonly expiresAt?: Date;
}

export interface StoredRecord extends NewRecord {
  /** From 1, one more with every write. A record written anew after its end starts at 1. */
  readonly revision: number;
}

export interface Page {
  /** Only ids that begin so. */
  readonly prefix?: string;
  /** Only ids from this on, and up to this one, both included. */
  readonly from?: string;
  readonly to?: string;
  /** The newest first, where ids begin with a time. */
  readonly descending?: boolean;
  /** At most so many; fewer do not mean that there are no more. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

export interface RecordPage {
  readonly records: readonly StoredRecord[];
  /** Absent on the last page. Opaque, and valid for the same question only. */
  readonly next?: string;
}

/** `expected` is the revision that must be there, or that nothing is. */
export type RecordChange =
  | { readonly kind: 'put'; readonly record: NewRecord; readonly expected: number | 'absent' }
  | { readonly kind: 'delete'; readonly key: RecordKey; readonly expected: number }
  | { readonly kind: 'check'; readonly key: RecordKey; readonly expected: number | 'absent' };

/** Reads without the right to write. Any trouble of the backend is an UnavailableError. */
export interface RecordReader {
  /** Sees every acknowledged write. */
  get(key: RecordKey): Promise<StoredRecord | undefined>;
  /** By id; sees every acknowledged write. InvalidError where the cursor is none of ours. */
  list(partition: string, page: Page): Promise<RecordPage>;
  /** By their second place; a write may take some seconds to be seen. */
  listUnder(partition: string, page: Page): Promise<RecordPage>;
}

export interface RecordStore extends RecordReader {
  /**
   * All of it happens or none; at most 25 changes, each of another key. `changed`: something is
   * not as expected, or somebody is changing it at this moment, and nothing was written.
   * InvalidError where a name or the documents are too large (`checkChanges`).
   */
  commit(changes: readonly RecordChange[]): Promise<'committed' | 'changed'>;
}
