import { type ModuleId, parsePrincipal, parseVersion, type VersionRecord } from '@registry/domain';
import { choiceField, mapField, stringField } from '../items/item-fields.ts';
import { ATTRIBUTES, type Item } from '../table.ts';
import { sourceFromMap, sourceToMap } from './source-attribute.ts';

export function versionToItem(record: VersionRecord): Item {
  return {
    [ATTRIBUTES.version]: { S: record.version },
    [ATTRIBUTES.source]: { M: sourceToMap(record.source) },
    [ATTRIBUTES.publishedBy]: { S: record.publishedBy },
    [ATTRIBUTES.publishedAt]: { S: record.publishedAt.toISOString() },
    [ATTRIBUTES.state]: { S: record.state },
  };
}

/** The module is not read from the item: its key, which was asked for, names it. */
export function versionFromItem(id: ModuleId, item: Item): VersionRecord {
  return {
    id,
    version: parseVersion(stringField(item, ATTRIBUTES.version)),
    source: sourceFromMap(mapField(item, ATTRIBUTES.source)),
    publishedBy: parsePrincipal(stringField(item, ATTRIBUTES.publishedBy)),
    publishedAt: timeOf(stringField(item, ATTRIBUTES.publishedAt)),
    state: choiceField(item, ATTRIBUTES.state, ['listed', 'removed']),
  };
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new Error(`"${ATTRIBUTES.publishedAt}" is no time`);
  return time;
}
