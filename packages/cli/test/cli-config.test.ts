import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setCredentials } from '../src/cli-config/credentials.ts';
import { labelled, readDocument } from '../src/cli-config/document.ts';
import { scanBody, stringValue } from '../src/cli-config/hcl-items.ts';

const HOST = 'registry.example.com';

/** Every token in a configuration, by host as it is written. */
function tokens(text: string): [host: string, token: string | undefined][] {
  return labelled(readDocument(text), 'credentials').map(({ label, item }) => {
    const token = scanBody(text, item).find(({ keys }) => keys[0] === 'token');
    return [label, token && stringValue(text, token)];
  });
}

const PIECES = [
  '# a comment with a } and a "',
  '// credentials "registry.example.com" { token = "no" }',
  '/* credentials "registry.example.com" {\n token = "no" } */',
  'disable_checkpoint = true',
  'plugin_cache_dir   = "$HOME/.terraform.d/{x}" // trailing',
  `text = "an \\"escaped\\" quote, a } and \${ interpolate("a {b}") }"`,
  'heredoc = <<EOT\ncredentials "registry.example.com" { token = "no" }\n  EOT',
  'list = ["a", # one\n "b]", { c = "}" }]',
  'host "registry.example.com" {\n  services = { "modules.v1" = "http://127.0.0.1:1/v1/" }\n}',
  'provider_installation {\n  direct { exclude = ["a/b/*"] }\n}',
  'credentials "other.example.com" { token = "other" }',
  'credentials "app.example.com" {\n  # mine\n  token = "app"\n}',
];

const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 });
const eol = fc.constantFrom('\n', '\r\n');

describe('a configuration in HCL', () => {
  it('keeps every byte in front of a block that is added', () => {
    fc.assert(
      fc.property(pieces, eol, fc.boolean(), (list, br, ended) => {
        const text = list.join('\n').replaceAll('\n', br) + (ended ? br : '');
        const after = setCredentials(text, HOST, 'new');
        expect(after.startsWith(text)).toBe(true);
        expect(tokens(after)).toEqual([...tokens(text), [HOST, 'new']]);
        expect(setCredentials(after, HOST, 'new')).toBe(after);
        expect(setCredentials(after, HOST, 'newer')).toBe(after.replace('"new"', '"newer"'));
      }),
    );
  });

  it('changes nothing but the token of a block that is there, wherever and however it is put', () => {
    const ways = fc.constantFrom(
      'credentials "registry.example.com" { token = "old" }',
      'credentials "Registry.EXAMPLE.com:443" {\n\t# why\n\ttoken="old" // what\n}',
      'credentials {\n  "registry.example.com" { token = "old" }\n}',
      'credentials = { "registry.example.com" = { token = "old", note = "}" } }',
      '"credentials" "registry.example.com" { "token" = "old" }',
    );
    fc.assert(
      fc.property(pieces, ways, pieces, eol, (before, way, behind, br) => {
        const text = [...before, way, ...behind].join('\n').replaceAll('\n', br);
        expect(setCredentials(text, HOST, 'new')).toBe(text.replaceAll('"old"', '"new"'));
      }),
    );
  });

  it('gets a token into a block that has none', () => {
    const after = setCredentials('credentials "registry.example.com" { x = 1 }', HOST, 'new');
    expect(tokens(after)).toEqual([[HOST, 'new']]);
  });
});

describe('a configuration in JSON', () => {
  const key = fc.constantFrom('a', 'disable_checkpoint', 'plugin_cache_dir', '"', '}', 'ü');
  // In HCL 1, "${" is an interpolation even here, and one without an end is no file at all.
  const json = fc
    .dictionary(key, fc.jsonValue())
    .filter((value) => !JSON.stringify(value).includes('${'));
  const indent = fc.constantFrom<string | number>('', 1, 2, 4, '\t');

  it('means the same afterwards, with the token in it', () => {
    const existing = fc.constantFrom(
      undefined,
      {},
      { 'other.example.com': { token: 'other' } },
      { [HOST]: { token: 'old' }, 'other.example.com': { token: 'other' } },
      { [HOST]: { note: 'no token' } },
    );
    fc.assert(
      fc.property(json, existing, indent, (rest, credentials, space) => {
        const text = JSON.stringify({ ...rest, ...(credentials && { credentials }) }, null, space);
        // Not what was made up: JSON has no -0.
        const before = JSON.parse(text);
        const after = setCredentials(text, HOST, 'new');
        expect(JSON.parse(after)).toEqual({
          ...before,
          credentials: { ...credentials, [HOST]: { token: 'new' } },
        });
        expect(setCredentials(after, HOST, 'new')).toBe(after);
      }),
    );
  });

  it('looks as if its author had written it', () => {
    const before = { x: [1], credentials: { 'other.example.com': { token: 'other' } } };
    for (const space of [2, 4, '\t']) {
      const after = setCredentials(JSON.stringify(before, null, space), HOST, 'new');
      const wanted = {
        ...before,
        credentials: { ...before.credentials, [HOST]: { token: 'new' } },
      };
      expect(after).toBe(JSON.stringify(wanted, null, space));
    }
  });
});
