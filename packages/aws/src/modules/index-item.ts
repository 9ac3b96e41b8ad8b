import { parseVersion, type StoredIndex } from '@registry/domain';
import { bytesField, countField, stringField } from '../items/item-fields.ts';
import { ATTRIBUTES, type Item } from '../table.ts';

export function indexToItem(index: StoredIndex): Item {
  return {
    [ATTRIBUTES.revision]: { N: String(index.revision) },
    [ATTRIBUTES.body]: { B: index.body },
    [ATTRIBUTES.etag]: { S: index.etag },
    ...(index.latest === undefined ? {} : { [ATTRIBUTES.latest]: { S: index.latest } }),
  };
}

export function indexFromItem(item: Item): StoredIndex {
  const body = bytesField(item, ATTRIBUTES.body);
  // The body is handed on as it is. Unpacking it on each read would cost more than the read, so
  // only its first bytes are looked at (RFC 1952 §2.3.1).
  if (body[0] !== 0x1f || body[1] !== 0x8b) throw new Error(`"${ATTRIBUTES.body}" is not gzip`);
  return {
    revision: countField(item, ATTRIBUTES.revision),
    body,
    etag: stringField(item, ATTRIBUTES.etag),
    latest:
      item[ATTRIBUTES.latest] === undefined
        ? undefined
        : parseVersion(stringField(item, ATTRIBUTES.latest)),
  };
}
