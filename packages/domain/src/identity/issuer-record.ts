import type { NewRecord, RecordDocument, StoredRecord } from '../ports/record-store.ts';
import { issuerKey } from '../records/keys.ts';
import { fieldsOf } from '../records/record-fields.ts';
import { parseResourceName } from '../values/resource-name.ts';
import { ISSUER_ALGORITHMS, ISSUER_PRESETS, type TrustedIssuer } from './issuer.ts';

export function toIssuerRecord({ name, ...issuer }: TrustedIssuer): NewRecord {
  return {
    ...issuerKey(name),
    document: { ...issuer, jwks: issuer.jwks ?? null, preset: issuer.preset ?? null },
  };
}

export function readIssuerRecord(record: StoredRecord): TrustedIssuer {
  const fields = fieldsOf(record, record.document);
  const algorithms = fields.texts('algorithms');
  const preset = ISSUER_PRESETS.find((one) => one === fields.optionalText('preset'));
  const jwks = record.document['jwks'] === null ? undefined : fields.object('jwks');
  return {
    name: parseResourceName(record.id),
    issuer: fields.text('issuer'),
    audiences: fields.texts('audiences'),
    algorithms: ISSUER_ALGORITHMS.filter((one) => algorithms.includes(one)),
    ...(jwks && { jwks: { keys: keysOf(record, jwks) } }),
    ...(preset && { preset }),
  };
}

function keysOf(record: StoredRecord, jwks: RecordDocument) {
  return fieldsOf(record, jwks).objects('keys');
}
