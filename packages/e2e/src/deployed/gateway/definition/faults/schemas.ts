import type { Document } from '../document.ts';

/** "Amazon API Gateway important notes", REST APIs with OpenAPI: refused or without effect. */
const UNSUPPORTED = [
  ...['oneOf', 'anyOf', 'allOf', 'not', 'discriminator', 'readOnly', 'writeOnly', 'nullable'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'patternProperties', 'const', 'prefixItems'],
];
const NUMBER_FORMATS = ['int32', 'int64', 'float', 'double'];

/** The schemas, wherever they stand; they become models. */
export function schemaFaults(document: Document): string[] {
  const schemas = document.components?.schemas ?? {};
  const names = Object.keys(schemas)
    .filter((name) => !/^[a-zA-Z0-9]+$/.test(name))
    .map((name) => `The model name ${name} must be alphanumeric.`);
  return [...names, ...visit(document, '', document)];
}

function visit(value: unknown, where: string, document: Document): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, child]) => {
    const path = `${where}/${member}`;
    // What is named is a property or a header there, not a keyword.
    if (where.endsWith('/properties') || where.endsWith('/headers')) {
      return visit(child, path, document);
    }
    if (member.startsWith('x-') || member === 'example' || member === 'examples') return [];
    if (UNSUPPORTED.includes(member)) return [`${path}: ${member} is not supported.`];
    if (member === 'format' && NUMBER_FORMATS.includes(String(child))) {
      return [`${path}: the format ${child} of numbers is not supported.`];
    }
    if (member === 'type' && Array.isArray(child)) return [`${path}: a list of types.`];
    if (member === '$ref') return refFaults(path, String(child), document);
    return visit(child, path, document);
  });
}

function refFaults(path: string, ref: string, document: Document): string[] {
  const [, name] = /^#\/components\/schemas\/(.+)$/.exec(ref) ?? [];
  if (name === undefined) return [`${path}: ${ref} does not refer to a schema of the document.`];
  const isThere = Object.hasOwn(document.components?.schemas ?? {}, name);
  return isThere ? [] : [`${path}: there is no schema ${name}.`];
}
