import {
  PACKAGE_FORMATS,
  type PackageRef,
  type PackageSource,
  parseSha256,
} from '@registry/domain';
import { choiceField, countField, stringField } from '../items/item-fields.ts';
import type { Item } from '../table.ts';

/** Where a version's package is, as the map that its item holds. */
export function sourceToMap(source: PackageSource): Item {
  switch (source.kind) {
    case 'address':
      return { kind: { S: source.kind }, address: { S: source.address } };
    case 'stored':
      return { kind: { S: source.kind }, ...packageToMap(source) };
    case 'bucket':
      return {
        kind: { S: source.kind },
        ...packageToMap(source),
        bucket: { S: source.bucket },
        key: { S: source.key },
        ...(source.objectVersion === undefined
          ? {}
          : { object_version: { S: source.objectVersion } }),
      };
  }
}

export function sourceFromMap(map: Item): PackageSource {
  const kind = choiceField(map, 'kind', ['address', 'stored', 'bucket']);
  switch (kind) {
    case 'address':
      return { kind, address: stringField(map, 'address') };
    case 'stored':
      return { kind, ...packageFromMap(map) };
    case 'bucket':
      return {
        kind,
        ...packageFromMap(map),
        bucket: stringField(map, 'bucket'),
        key: stringField(map, 'key'),
        ...(map['object_version'] === undefined
          ? {}
          : { objectVersion: stringField(map, 'object_version') }),
      };
  }
}

function packageToMap({ sha256, size, format }: PackageRef): Item {
  return { sha256: { S: sha256 }, size: { N: String(size) }, format: { S: format } };
}

function packageFromMap(map: Item): PackageRef {
  return {
    sha256: parseSha256(stringField(map, 'sha256')),
    size: countField(map, 'size'),
    format: choiceField(map, 'format', PACKAGE_FORMATS),
  };
}
