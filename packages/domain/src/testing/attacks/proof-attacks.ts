import type { AttackedRegistry, ProofWish, SignedProof } from './attacked-registry.ts';

/** A subject token that pretends to be a request for STS which somebody has signed for us. */
export interface ProofAttack {
  readonly name: string;
  /** An honest one, whose refusal would be as wrong. */
  readonly accepted?: true;
  readonly make: (maker: ProofMaker) => Promise<string>;
}

/** Signs as the caller would, but for `wish`. */
export interface ProofMaker {
  readonly registry: AttackedRegistry;
  sign(wish?: Partial<ProofWish>): Promise<SignedProof>;
}

type Header = readonly [name: string, value: string];
type Change = (request: SignedProof, registry: AttackedRegistry) => SignedProof;

/** Signed as `wish` has it, and sent as it was signed. */
const signed = (
  name: string,
  wish: (registry: AttackedRegistry) => Partial<ProofWish>,
): ProofAttack => ({
  name,
  make: async ({ registry, sign }) => base64(raw(await sign(wish(registry)))),
});
/** Signed honestly, and changed afterwards. */
const changed = (name: string, change: Change): ProofAttack => ({
  name,
  make: async ({ registry, sign }) => base64(raw(change(await sign(), registry))),
});
/** Honest, and written in another way. */
const written = (name: string, write: (text: string) => string): ProofAttack => ({
  name,
  make: async ({ sign }) => write(raw(await sign())),
});

const minutes = (count: number) => ({ at: new Date(Date.now() + count * 60_000) });
const base64 = (text: string) => Buffer.from(text).toString('base64url');
const raw = ({ method, target, headers }: SignedProof) =>
  [`${method} ${target} HTTP/1.1`, ...headers.map((pair) => pair.join(': ')), '', ''].join('\r\n');
const json = ({ method, target, headers }: SignedProof) =>
  JSON.stringify({
    url: `https://${headers.find(([name]) => name === 'host')?.[1]}${target}`,
    method,
    headers: headers.map(([key, value]) => ({ key, value })),
  });

const more =
  (...added: Header[]) =>
  (request: SignedProof): SignedProof => ({ ...request, headers: [...request.headers, ...added] });
const edit =
  (name: string, change: (value: string, registry: AttackedRegistry) => string): Change =>
  (request, registry) => ({
    ...request,
    headers: request.headers.map(
      ([other, value]): Header =>
        other === name ? [other, change(value, registry)] : [other, value],
    ),
  });

export const PROOF_ATTACKS: readonly ProofAttack[] = [
  { ...written('an honest request', base64), accepted: true },
  {
    ...written('in plain base64', (text) => Buffer.from(text).toString('base64')),
    accepted: true,
  },
  { name: 'as JSON', accepted: true, make: async ({ sign }) => json(await sign()) },
  {
    name: 'as JSON, percent-encoded',
    accepted: true,
    make: async ({ sign }) => encodeURIComponent(json(await sign())),
  },
  { ...signed('4 minutes old', () => minutes(-4)), accepted: true },

  // For whom it was signed.
  signed('for another registry', () => ours({ audience: 'https://other-registry.test' })),
  signed('for ours with a slash more', ({ issuer }) => ours({ audience: `${issuer}/` })),
  signed('for ours in capitals', ({ issuer }) => ours({ audience: issuer.toUpperCase() })),
  signed('for two registries', ({ issuer }) => ours({ audience: `${issuer},https://x.test` })),
  signed('for another identity', ({ issuer }) => ours({ audience: issuer, identity: 'root' })),
  signed('without a word of us', () => ({ headers: {} })),
  // GHSA-wq26-3j2m-4hvv: STS says yes to it, whoever it was signed for.
  {
    name: 'for somebody else, with our headers added to it',
    make: async ({ registry, sign }) => {
      const foreign = await sign({ headers: { 'x-vault-aws-iam-server-id': 'vault.test' } });
      const audience: Header = ['x-registry-audience', registry.issuer];
      return base64(raw(more(audience, ['x-registry-identity', ''])(foreign)));
    },
  },
  ...['host', 'x-amz-date', 'x-registry-audience', 'x-registry-identity'].map((name) =>
    changed(
      `with ${name} no longer signed`,
      edit('authorization', (value) => value.replace(new RegExp(`${name};?`), '')),
    ),
  ),

  // Where it would go.
  signed('for a host that is not STS', () => ({ host: 'sts.attacker.test' })),
  signed('for a host that begins like STS', ({ sts }) => ({ host: `${sts.host}.attacker.test` })),
  signed('for the service of metadata', () => ({ host: '169.254.169.254' })),
  changed(
    'with the host swapped',
    edit('host', () => 'sts.attacker.test'),
  ),
  changed(
    'with a user before the host',
    edit('host', (host) => `x@${host}`),
  ),
  changed(
    'with a path after the host',
    edit('host', (host) => `${host}/x`),
  ),
  changed('with two hosts', (request, { sts }) => more(['Host', sts.host])(request)),
  {
    name: 'as JSON with another host in its address',
    make: async ({ sign, registry }) =>
      json(await sign()).replace(`https://${registry.sts.host}`, 'https://sts.attacker.test'),
  },

  // Headers twice, or smuggled in.
  ...['authorization', 'x-amz-date', 'x-registry-audience', 'x-registry-identity'].map((name) =>
    changed(`with ${name} twice`, (request) => ({
      ...request,
      headers: request.headers.flatMap((pair) => (pair[0] === name ? [pair, pair] : [pair])),
    })),
  ),
  changed('with an unsigned x-amz header', more(['X-Amz-Target', 'x'])),
  changed('with an unsigned x-registry header', more(['x-registry-more', 'x'])),
  changed('with Transfer-Encoding', more(['Transfer-Encoding', 'chunked'])),
  changed('with Content-Length', more(['Content-Length', '4'])),
  written('with a folded line', (text) =>
    base64(text.replace('x-registry-identity: ', 'x-registry-identity:\r\n ')),
  ),
  written('with a space before a colon', (text) =>
    base64(text.replace('x-registry-audience:', 'x-registry-audience :')),
  ),
  written('with a NUL', (text) => base64(text.replace('HTTP/1.1\r\n', 'HTTP/1.1\r\nx: \0\r\n'))),
  written('with a second request behind it', (text) => base64(`${text}${text}`)),
  written('with a body', (text) => base64(`${text}Action=GetSessionToken`)),
  written('of HTTP/1.0', (text) => base64(text.replace('HTTP/1.1', 'HTTP/1.0'))),

  // What it asks for.
  signed('that is a GET', () => ({ method: 'GET' })),
  signed('that asks for another action', () => ({
    query: { Action: 'GetSessionToken', Version: '2011-06-15' },
  })),
  signed('that asks for more', () => ({
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15', X: '1' },
  })),
  signed('that was signed for another service', () => ({ service: 's3' })),

  // When, and by whom.
  signed('16 minutes old', () => minutes(-16)),
  signed('6 minutes too early', () => minutes(6)),
  changed(
    'with a newer date',
    edit('x-amz-date', () => amzDate(new Date())),
  ),
  changed(
    'with a date of no form',
    edit('x-amz-date', () => new Date().toISOString()),
  ),
  signed('with another secret', () => ({ secretAccessKey: 'not-the-secret-access-key' })),
  changed(
    'with the key of somebody else',
    edit('authorization', (value) => value.replace(/Credential=\w+/, 'Credential=AKIAROOT')),
  ),
  changed(
    'with no signature',
    edit('authorization', (value) => value.replace(/Signature=.*/, 'Signature=')),
  ),
  changed(
    'with a signature of zeros',
    edit('authorization', (value) => value.replace(/Signature=.*/, `Signature=${'0'.repeat(64)}`)),
  ),
];

function ours({ audience, identity = '' }: { audience: string; identity?: string }) {
  const headers = { 'x-registry-audience': audience, 'x-registry-identity': identity };
  return { headers };
}

function amzDate(date: Date): string {
  // A second that it was not signed in.
  const other = new Date(date.getTime() - 61_000);
  return `${other.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
