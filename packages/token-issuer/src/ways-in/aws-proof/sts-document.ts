import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';

/** The text at a path of names in an answer of STS; undefined where there is none, or several. */
export type TextAt = (...path: readonly string[]) => string | undefined;

/**
 * Reads an answer in either form that STS has: XML, or JSON where the client has signed an
 * `Accept` header for it. The XML parser expands nothing but the five entities of XML itself.
 * Throws where it is neither.
 */
export function readStsDocument(body: string): TextAt {
  return body.trimStart().startsWith('{') ? readJson(body) : readXml(body);
}

function readJson(body: string): TextAt {
  const document: unknown = JSON.parse(body);
  return (...path) => {
    const found = path.reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined,
      document,
    );
    return typeof found === 'string' ? found : undefined;
  };
}

function readXml(body: string): TextAt {
  const document: Parent = parseXml(body);
  return (...path) => {
    const found = path.reduce<Parent | undefined>(
      (parent, name) => parent && onlyChild(parent, name),
      document,
    );
    const isText = found?.children.every((child) => child instanceof XmlText);
    return found instanceof XmlElement && isText ? found.text : undefined;
  };
}

interface Parent {
  readonly children: readonly unknown[];
}

function onlyChild(parent: Parent, name: string): XmlElement | undefined {
  const named = parent.children.filter(
    (child): child is XmlElement => child instanceof XmlElement && child.name === name,
  );
  return named.length === 1 ? named[0] : undefined;
}
