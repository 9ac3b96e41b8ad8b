/** Changes to a text that leave the rest of it as it is, to the byte. */
import type { Document } from './document.ts';
import { type HclItem, scanBody } from './hcl-items.ts';

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The edits must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (changed, { start, end, replacement }) =>
        changed.slice(0, start) + replacement + changed.slice(end),
      text,
    );
}

/** Adds a block, below a blank line. */
export function appendBlock(text: string, block: string): string {
  const eol = lineBreak(text);
  const before = text === '' || text.endsWith('\n') ? text : `${text}${eol}`;
  return `${before}${before === '' ? '' : eol}${block.replaceAll('\n', eol)}${eol}`;
}

/** Takes a block away, with the line break behind it and the blank line in front of it. */
export function removeBlock(text: string, { start, end }: HclItem): string {
  const behind = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  const front = /(?:^|\n)(\r?\n)$/.exec(text.slice(0, start))?.[1]?.length ?? 0;
  return text.slice(0, start - front) + text.slice(end + behind);
}

/** Adds `"key": value` to an object of a JSON document, indented as that is. */
export function addMember(document: Document, object: HclItem, key: string, value: unknown): Edit {
  const { text } = document;
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const eol = lineBreak(text);
  const outer = /(?:^|\n)([ \t]*)[^\n]*$/.exec(text.slice(0, object.valueStart))?.[1] ?? '';
  const inner = outer + unit;
  const lines = `${JSON.stringify(key)}: ${JSON.stringify(value, null, unit)}`.split('\n');
  const member = lines.join(eol + inner);
  const last = scanBody(text, object).at(-1);
  return last === undefined
    ? {
        start: object.valueStart,
        end: object.end,
        replacement: `{${eol}${inner}${member}${eol}${outer}}`,
      }
    : { start: last.end, end: last.end, replacement: `,${eol}${inner}${member}` };
}

/** Takes a member of an object in a JSON document away, with the comma that it makes superfluous. */
export function removeMember(text: string, object: HclItem, member: HclItem): Edit {
  const members = scanBody(text, object);
  const at = members.findIndex(({ start }) => start === member.start);
  const previous = members[at - 1];
  const next = members[at + 1];
  if (previous !== undefined) return { start: previous.end, end: member.end, replacement: '' };
  if (next !== undefined) return { start: member.start, end: next.start, replacement: '' };
  return { start: object.valueStart, end: object.end, replacement: '{}' };
}

function lineBreak(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}
