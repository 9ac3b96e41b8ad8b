import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { formatModuleId, type ModuleId } from '../values/module-id.ts';
import type { Version } from '../values/version.ts';
import {
  latestVersion,
  type ModuleIndex,
  parseVersionsBody,
  renderVersionsBody,
} from './module-index.ts';

/**
 * The index of a module as stores keep it. The body of `/versions` is made here, when a version
 * is published, so that answering is one read and no work; it is also the only form in which the
 * list is kept, so the two cannot disagree.
 */
export interface StoredIndex {
  /** Rises by one with every change; what optimistic writers compare. */
  readonly revision: number;
  /** gzip of the JSON body of `/versions`, also of one that lists nothing. */
  readonly body: Uint8Array;
  /** Weak entity tag of the body, quotes included: `W/"…"`. It holds for every encoding. */
  readonly etag: string;
  /** The newest version that is no pre-release. */
  readonly latest: Version | undefined;
}

/** Revision 0: a module nobody has published yet. */
export const NO_INDEX: Pick<StoredIndex, 'revision'> = { revision: 0 };

export function encodeIndex(id: ModuleId, index: ModuleIndex, revision: number): StoredIndex {
  const body = renderVersionsBody(formatModuleId(id), index);
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 32);
  return {
    revision,
    body: gzipSync(body, { level: 9 }),
    etag: `W/"${digest}"`,
    latest: latestVersion(index),
  };
}

// `{"modules":[{"source":"…","versions":[]}]}` with the longest of names, and gzip's own bytes.
const LONGEST_EMPTY_BODY = 300;

/**
 * Was every version removed? Then nobody may tell the module from one that never was. Costs
 * nothing where there is a release; without one, only a tiny body can be an empty list.
 */
export function listsNothing({ body, latest }: StoredIndex): boolean {
  if (latest !== undefined || body.byteLength > LONGEST_EMPTY_BODY) return false;
  return unpack(body).length === 0;
}

export function decodeIndex(stored: StoredIndex | undefined): ModuleIndex {
  return stored === undefined ? [] : unpack(stored.body);
}

function unpack(body: Uint8Array): ModuleIndex {
  return parseVersionsBody(gunzipSync(body).toString('utf8'));
}
