import { HclError, skipBalanced, skipHeredoc, skipString, skipTrivia } from './hcl-trivia.ts';

/** `keys { … }`, `key = …` or, in JSON, `"key": …`, with where it lies in the text. */
export interface HclItem {
  readonly keys: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Where the value lies, its braces or quotes included. */
  readonly valueStart: number;
}

const WORD = /[^\s"{}[\],=:#/]+/y;

/** What stands side by side between two positions; what is inside of values is not looked at. */
export function scanItems(text: string, from = 0, to = text.length): HclItem[] {
  const items: HclItem[] = [];
  for (let at = skipTrivia(text, from); at < to; at = skipTrivia(text, at)) {
    const item = scanItem(text, at);
    items.push(item);
    at = item.end;
  }
  return items;
}

/** What stands inside of an item's braces. */
export function scanBody(text: string, item: HclItem): HclItem[] {
  if (text[item.valueStart] !== '{') return [];
  return scanItems(text, item.valueStart + 1, item.end - 1);
}

/** The value of an item as a string, if it is one. */
export function stringValue(text: string, item: HclItem): string | undefined {
  return text[item.valueStart] === '"' ? unquote(text.slice(item.valueStart, item.end)) : undefined;
}

/** The strings of a list; `undefined` for anything else. */
export function stringList(text: string, item: HclItem): readonly string[] | undefined {
  if (text[item.valueStart] !== '[') return undefined;
  const strings: string[] = [];
  const end = item.end - 1;
  for (let at = skipTrivia(text, item.valueStart + 1); at < end; at = skipTrivia(text, at)) {
    if (text[at] !== '"') return undefined;
    const next = skipString(text, at);
    strings.push(unquote(text.slice(at, next)));
    at = next;
  }
  return strings;
}

function scanItem(text: string, start: number): HclItem {
  const keys: string[] = [];
  for (let at = start; ; at = skipTrivia(text, at)) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = skipString(text, at);
      keys.push(unquote(text.slice(at, end)));
      at = end;
    } else if (keys.length > 0 && (char === '{' || char === '=' || char === ':')) {
      const valueStart = char === '{' ? at : skipTrivia(text, at + 1);
      return { keys, start, end: skipValue(text, valueStart), valueStart };
    } else {
      const word = wordAt(text, at);
      keys.push(word);
      at += word.length;
    }
  }
}

function skipValue(text: string, at: number): number {
  const char = text.charAt(at);
  if (char === '"') return skipString(text, at);
  if (char === '{' || char === '[') return skipBalanced(text, at);
  return text.startsWith('<<', at) ? skipHeredoc(text, at) : at + wordAt(text, at).length;
}

function wordAt(text: string, at: number): string {
  WORD.lastIndex = at;
  const [word] = WORD.exec(text) ?? [];
  if (word === undefined) throw new HclError('a name or a value is missing');
  return word;
}

// HCL 1 knows the escapes of JSON, and a few more that nobody needs here.
function unquote(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal.replaceAll('\t', '\\t'));
    if (typeof value === 'string') return value;
  } catch {
    // Said below.
  }
  throw new HclError('a string has an escape that is not known');
}
