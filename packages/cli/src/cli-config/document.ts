import { type HclItem, scanBody, scanItems } from './hcl-items.ts';
import { HclError, skipTrivia } from './hcl-trivia.ts';

/** A CLI configuration and what stands at its top. JSON is what begins with a brace, as HCL 1 has it. */
export interface Document {
  readonly text: string;
  readonly json: boolean;
  readonly items: readonly HclItem[];
  /** For JSON: the object around everything. */
  readonly root?: HclItem;
}

/** `credentials "registry.example.com" { … }`, or the same as a member of `credentials`. */
export interface Labelled {
  readonly label: string;
  /** What is its own: with the word in front where that is for it alone. */
  readonly item: HclItem;
  readonly form: 'block' | 'member';
}

export function readDocument(text: string): Document {
  const start = skipTrivia(text, 0);
  if (text[start] !== '{') return { text, json: false, items: scanItems(text) };
  parseJson(text);
  const root = { keys: [], start, valueStart: start, end: text.trimEnd().length };
  return { text, json: true, items: scanBody(text, root), root };
}

/** Everything of one type, in whatever way it is put. */
export function labelled({ text, items }: Document, type: string): Labelled[] {
  return items
    .filter(({ keys }) => keys[0] === type)
    .flatMap((item): Labelled[] => {
      const [, label, more] = item.keys;
      const isObject = text[item.valueStart] === '{';
      if (!isObject || more !== undefined) throw unusual(type);
      if (label !== undefined) return [{ label, item, form: 'block' }];
      return scanBody(text, item).map((member) => {
        const [name, beyond] = member.keys;
        if (name === undefined || beyond !== undefined) throw unusual(type);
        return { label: name, item: member, form: 'member' };
      });
    });
}

function unusual(type: string): HclError {
  return new HclError(`"${type}" is written in a way that is not known here`);
}

function parseJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    // JSON.parse quotes the text, which holds tokens.
    throw new HclError('it is not JSON');
  }
}
