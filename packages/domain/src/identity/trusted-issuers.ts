import type { RecordReader } from '../ports/record-store.ts';
import { ISSUERS } from '../records/keys.ts';
import { listAll } from '../records/list-all.ts';
import type { TrustedIssuer } from './issuer.ts';
import { readIssuerRecord } from './issuer-record.ts';

/** Whose tokens are proofs here, as it is now: one read. */
export type TrustedIssuers = () => Promise<readonly TrustedIssuer[]>;

export function createTrustedIssuers(records: RecordReader): TrustedIssuers {
  return async () => (await listAll(records, ISSUERS)).map(readIssuerRecord);
}
