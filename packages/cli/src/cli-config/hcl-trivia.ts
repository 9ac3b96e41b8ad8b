/**
 * What has to be stepped over to find one's way in a CLI configuration, as terraform and tofu read
 * it: HCL 1 (https://github.com/hashicorp/hcl/tree/hcl1, hcl/scanner), and so JSON, its other form.
 * Each takes a position and gives the one after what it found there.
 */

/** The text is not one that terraform or tofu would read. */
export class HclError extends Error {
  override readonly name = 'HclError';
}

/** Whitespace, commas and comments. */
export function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    if (/[\s,\uFEFF]/.test(text.charAt(at))) at += 1;
    else if (text.startsWith('#', at) || text.startsWith('//', at)) at = lineEnd(text, at);
    else if (text.startsWith('/*', at)) at = after(text, '*/', at + 2);
    else return at;
  }
}

/** A string: escapes, and interpolations, in which a quote ends nothing. */
export function skipString(text: string, from: number): number {
  let braces = 0;
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"' && braces === 0) return at + 1;
    if (char === '\n' && braces === 0) break;
    if (char === '\\') at += 1;
    else if (braces === 0 && char === '$' && text[at + 1] === '{') {
      braces = 1;
      at += 1;
    } else if (braces > 0 && char === '{') braces += 1;
    else if (braces > 0 && char === '}') braces -= 1;
  }
  throw new HclError('a string has no end');
}

/** `<<EOT` up to the line that holds nothing but `EOT`. */
export function skipHeredoc(text: string, from: number): number {
  const [opening = '', marker = ''] = /^<<-?([A-Za-z0-9_]+)\r?\n/.exec(text.slice(from)) ?? [];
  if (marker === '') throw new HclError('a heredoc has no name');
  for (let at = from + opening.length; at < text.length; at = lineEnd(text, at) + 1) {
    const end = lineEnd(text, at);
    if (text.slice(at, end).trim() === marker) return end;
  }
  throw new HclError('a heredoc has no end');
}

/** From an opening brace or bracket to behind the one that closes it. */
export function skipBalanced(text: string, from: number): number {
  const open: string[] = [];
  let at = from;
  do {
    const char = text.charAt(at);
    if (char === '') throw new HclError('a brace has no end');
    if (char === '"') at = skipString(text, at);
    else if (text.startsWith('<<', at)) at = skipHeredoc(text, at);
    else {
      if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
      else if ((char === '}' || char === ']') && open.pop() !== char) {
        throw new HclError('a brace closes what was not opened');
      }
      at += 1;
    }
    if (open.length > 0) at = skipTrivia(text, at);
  } while (open.length > 0);
  return at;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  if (at === -1) throw new HclError('a comment has no end');
  return at + mark.length;
}
