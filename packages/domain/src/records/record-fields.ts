import type { RecordDocument, RecordKey } from '../ports/record-store.ts';

/** Reads the fields of what a store gave back. What is not as it was written is an Error. */
export function fieldsOf(key: RecordKey, document: RecordDocument) {
  const damaged = (name: string) =>
    new Error(`The record ${key.partition} ${key.id} is damaged: "${name}" is not as it was kept.`);
  const optionalText = (name: string): string | undefined => {
    const value = document[name] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw damaged(name);
  };
  const text = (name: string): string => {
    const value = optionalText(name);
    if (value !== undefined) return value;
    throw damaged(name);
  };
  const date = (name: string): Date => {
    const value = new Date(text(name));
    if (!Number.isNaN(value.getTime())) return value;
    throw damaged(name);
  };
  return {
    text,
    optionalText,
    date,
    optionalDate: (name: string) => (optionalText(name) === undefined ? undefined : date(name)),
    texts(name: string): string[] {
      const value = document[name];
      if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
      throw damaged(name);
    },
    /** An object within the document. */
    object(name: string): RecordDocument {
      const value = document[name];
      if (isObject(value)) return value;
      throw damaged(name);
    },
    objects(name: string): RecordDocument[] {
      const value = document[name];
      if (Array.isArray(value) && value.every(isObject)) return value;
      throw damaged(name);
    },
  };
}

function isObject(value: unknown): value is RecordDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
