import { type Labelled, labelled, readDocument } from './document.ts';
import { addMember, appendBlock, applyEdits, removeBlock, removeMember } from './edit.ts';
import { scanBody, stringList } from './hcl-items.ts';
import { HclError } from './hcl-trivia.ts';

const TYPE = 'credentials_helper';

export interface Helper {
  readonly name: string;
  readonly args: readonly string[];
}

/** The helpers that a configuration names; terraform and tofu take one at most. */
export function findHelpers(text: string): Helper[] {
  return labelled(readDocument(text), TYPE).map(({ label, item }) => {
    const args = scanBody(text, item).find(({ keys }) => keys.join() === 'args');
    if (args === undefined) return { name: label, args: [] };
    const list = stringList(text, args);
    if (list === undefined) throw new HclError(`the "args" of "${label}" are no list of strings`);
    return { name: label, args: list };
  });
}

/** The configuration with `helper` in the place of the one called `replaced`, or added to it. */
export function putHelper(text: string, helper: Helper, replaced: string): string {
  const document = readDocument(text);
  const old = labelled(document, TYPE).find(({ label }) => label === replaced);
  if (old !== undefined) {
    const { start, end } = old.item;
    return applyEdits(text, [{ start, end, replacement: render(helper, document.json, old.form) }]);
  }
  if (document.root === undefined) return appendBlock(text, render(helper, false, 'block'));
  const value = { [helper.name]: { args: helper.args } };
  return applyEdits(text, [addMember(document, document.root, TYPE, value)]);
}

export function removeHelper(text: string, name: string): string {
  const document = readDocument(text);
  const old = labelled(document, TYPE).find(({ label }) => label === name);
  if (old === undefined) return text;
  if (old.form === 'block') return removeBlock(text, old.item);
  const all = document.items.find(({ keys }) => keys[0] === TYPE);
  if (all === undefined) return text;
  return document.root === undefined
    ? removeBlock(text, all)
    : applyEdits(text, [removeMember(text, document.root, all)]);
}

function render({ name, args }: Helper, json: boolean, form: Labelled['form']): string {
  if (json) return `${JSON.stringify(name)}: ${JSON.stringify({ args })}`;
  const list = args.map((arg) => `\n    ${JSON.stringify(arg)},`).join('');
  const front = form === 'block' ? `${TYPE} ` : '';
  return `${front}"${name}" {\n  args = [${list}${list === '' ? '' : '\n  '}]\n}`;
}
