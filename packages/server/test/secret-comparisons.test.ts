import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createStaticTokenVerifier, formatStaticToken } from '@registry/domain';
import { describe, expect, it } from 'vitest';

// Comparing stops at the first difference, and the time it takes tells where that is: whoever may
// ask often enough finds a secret character by character. How long something takes cannot be
// tested on a busy machine; what is compared can be read.

const PACKAGES = fileURLToPath(new URL('../..', import.meta.url));
const JUDGING = 'domain,http,aws,local,authorizer,registry,token-issuer,server';
// Neither tests nor the doctor, who looks at a deployment and judges nobody.
const APART = ['testing', 'deployment'];
const SOURCES = globSync(`{${JUDGING}}/src/**/*.ts`, {
  cwd: PACKAGES,
  exclude: (name) => APART.includes(name),
}).map((file) => ({ file, text: readFileSync(join(PACKAGES, file), 'utf8') }));

const SECRET = /(?:secret|signature|hmac|mac|password|token|digest|checksum|hash|sha256|jwt)\w*$/i;
const CONSTANT = /^(?:undefined|null|true|false|\d+|'[^']*'|[A-Z][A-Z0-9_]*)$/;
const SIDE = String.raw`[\w$.?]+(?:\((?:[^()]|\([^()]*\))*\))?`;
const COMPARISON = new RegExp(String.raw`(${SIDE})\s*[!=]==?\s*(${SIDE}|'[^']*')`, 'g');
const SEARCH = /\.(?:equals|compare|startsWith|endsWith|includes|indexOf)\(([^()'"]*)\)/g;

/** `file: a === b` of whatever has such a name, constants left out. */
function comparisons(): string[] {
  return SOURCES.flatMap(({ file, text }) => [
    ...[...text.matchAll(COMPARISON)]
      .filter(([, ...sides]) => !sides.some((side) => CONSTANT.test(side)))
      .filter(([, ...sides]) => sides.some((side) => SECRET.test(side.replace(/\(.*$/s, ''))))
      .map(([found]) => `${file}: ${found.replaceAll(/\s+/g, ' ')}`),
    ...[...text.matchAll(SEARCH)]
      .filter(([, what = '']) => SECRET.test(what))
      .map(([found]) => `${file}: ${found}`),
  ]);
}

/** Those that there are, and why whoever measures them learns nothing. */
const HARMLESS: Readonly<Record<string, string>> = {
  'aws/src/packages/stored-package.ts: checksum === sha256ToBase64(sha256)':
    'the digest of a package is told to all who may read it',
  'domain/src/archive/tar/decode-header.ts: decodeNumber(block.subarray(CHECKSUM.start, CHECKSUM.end)) !== checksumOf(block)':
    'both are of the archive that was sent',
  'domain/src/archive/zip/zip-content.ts: checksum !== entry.crc32':
    'both are of the archive that was sent',
  'domain/src/static-tokens/token-format.ts: checksumOf(body) === checksum':
    'both are of the token that was sent; the one that is kept is found by its digest',
  'domain/src/values/package.ts: a.sha256 === b.sha256':
    'the digest of a package is told to all who may read it',
  "local/src/packages/receive-upload.ts: hash.digest('hex') !== expected.sha256":
    'both are of what whoever uploads has sent',
  'registry/src/publish/inspect/spool.ts: digest === sha256':
    'both are of what whoever uploads has sent',
};

describe('a secret', () => {
  it('is compared nowhere with what somebody has sent: add none, or the reason why it may be', () => {
    expect(SOURCES.length).toBeGreaterThan(300);
    expect(comparisons().toSorted()).toEqual(Object.keys(HARMLESS).toSorted());
  });

  it('that something is signed with makes what is compared in constant time', () => {
    const signing = SOURCES.filter(({ text }) => /\bcreateHmac\(/.test(text));
    expect(signing.map(({ file }) => file)).toEqual(['local/src/packages/signed-url.ts']);
    for (const { text } of signing) expect(text).toMatch(/\btimingSafeEqual\(/);
  });

  it('of whoever brings one is found by its digest, of which nobody chooses a beginning', async () => {
    const looked: string[] = [];
    const verify = createStaticTokenVerifier({
      records: {
        get: async ({ partition }) => {
          looked.push(partition);
          return undefined;
        },
      },
      clock: () => new Date(0),
      rememberSeconds: 0,
    });
    const tokens = [0, 1, 23].map((at) => {
      const random = new Uint8Array(24);
      random[at] = 1;
      return formatStaticToken(random);
    });
    for (const token of tokens) await verify(token).catch(() => undefined);
    const digests = tokens.map((token) => createHash('sha256').update(token).digest('hex'));
    expect(looked).toEqual(digests.map((digest) => `TOKEN#${digest}`));
  });
});
