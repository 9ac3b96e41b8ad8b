import { labelled, readDocument } from './document.ts';
import { addMember, appendBlock, applyEdits } from './edit.ts';
import { scanBody } from './hcl-items.ts';
import { normalHost } from './host.ts';

/**
 * The configuration with a `credentials` block for `host` that holds `token`. Where there is one,
 * its token changes and nothing else; of several, each does, as which one counts depends on the tool.
 */
export function setCredentials(text: string, host: string, token: string): string {
  const document = readDocument(text);
  const existing = labelled(document, 'credentials').filter(
    ({ label }) => normalHost(label) === host,
  );
  if (existing.length > 0) {
    const edits = existing.flatMap(({ item }) => {
      const tokens = scanBody(text, item).filter(({ keys }) => keys.join() === 'token');
      return tokens.length > 0
        ? tokens.map(({ valueStart, end }) => ({
            start: valueStart,
            end,
            replacement: JSON.stringify(token),
          }))
        : [{ start: item.valueStart, end: item.end, replacement: body(token, document.json) }];
    });
    return applyEdits(text, edits);
  }
  if (document.root === undefined) {
    return appendBlock(text, `credentials "${host}" ${body(token, false)}`);
  }
  const all = document.items.find(({ keys }) => keys[0] === 'credentials');
  const edit =
    all === undefined
      ? addMember(document, document.root, 'credentials', { [host]: { token } })
      : addMember(document, all, host, { token });
  return applyEdits(text, [edit]);
}

/** Which hosts have a `credentials` block. */
export function hostsWithCredentials(text: string): ReadonlySet<string> {
  const blocks = labelled(readDocument(text), 'credentials');
  return new Set(blocks.map(({ label }) => normalHost(label) ?? label));
}

function body(token: string, json: boolean): string {
  return json ? JSON.stringify({ token }) : `{\n  token = ${JSON.stringify(token)}\n}`;
}
