import { es256, forgeToken, hs256, rs256, unsigned } from '../forge-token.ts';
import type { IssuerWorld } from './issuer-world.ts';

/** A token that pretends to be of an issuer that the registry trusts. */
export interface IssuerTokenAttack {
  readonly name: string;
  /** An honest one, whose refusal would be as wrong. */
  readonly accepted?: true;
  readonly make: (world: IssuerWorld) => string;
}

/** Well signed, with another claim or two. */
const claims = (name: string, change: (world: IssuerWorld) => object): IssuerTokenAttack => ({
  name,
  make: (world) => world.token(change(world)),
});
const honest = (name: string, change: (world: IssuerWorld) => object): IssuerTokenAttack => ({
  ...claims(name, change),
  accepted: true,
});
/** Well signed, with another header. */
const header = (name: string, change: object): IssuerTokenAttack => ({
  name,
  make: (world) => world.token({}, change),
});
const forged = (name: string, make: IssuerTokenAttack['make']): IssuerTokenAttack => ({
  name,
  make,
});

export const ISSUER_TOKEN_ATTACKS: readonly IssuerTokenAttack[] = [
  honest('a token of the job', () => ({})),
  honest('no nbf', () => ({ nbf: undefined })),
  honest('an audience in a list', ({ audience }) => ({ aud: [audience] })),
  { ...header('no typ', { typ: undefined }), accepted: true },
  { ...header('no kid, where one key only has its algorithm', { kid: undefined }), accepted: true },

  // Confused audience.
  claims('aud missing', () => ({ aud: undefined })),
  claims('aud another registry', () => ({ aud: 'https://other-registry.test' })),
  claims('aud with a slash more', ({ audience }) => ({ aud: `${audience}/` })),
  claims('aud in capitals', ({ audience }) => ({ aud: audience.toUpperCase() })),
  claims('aud a beginning of ours', ({ audience }) => ({ aud: audience.slice(0, -1) })),
  claims('aud for somebody else too', ({ audience }) => ({ aud: [audience, 'sts.amazonaws.com'] })),
  claims('aud an object', ({ audience }) => ({ aud: { 0: audience } })),
  claims('aud the issuer itself', ({ issuer }) => ({ aud: issuer })),

  // Confused issuer.
  claims('iss missing', () => ({ iss: undefined })),
  claims('iss unknown', () => ({ iss: 'https://attacker.test' })),
  claims('iss with a slash more', ({ issuer }) => ({ iss: `${issuer}/` })),
  claims('iss in capitals', ({ issuer }) => ({ iss: issuer.toUpperCase() })),
  claims('iss with a user in front', ({ issuer }) => ({ iss: issuer.replace('//', '//x@') })),
  claims('iss a list', ({ issuer }) => ({ iss: [issuer] })),
  claims('iss the registry', ({ audience }) => ({ iss: audience })),
  claims('iss another trusted one', ({ other }) => ({ iss: other.issuer })),
  forged('the key of another trusted issuer', ({ header, payload, other }) =>
    forgeToken(header, payload, rs256(other.key)),
  ),
  forged('another trusted issuer with the same claims', ({ header, payload, other }) =>
    forgeToken({ ...header, kid: other.kid }, { ...payload, iss: other.issuer }, rs256(other.key)),
  ),

  // Time; to the second where clocks are frozen.
  claims('exp missing', () => ({ exp: undefined })),
  claims('exp past', ({ seconds }) => ({ exp: seconds - 60 })),
  claims('exp a string', ({ seconds }) => ({ exp: String(seconds + 300) })),
  claims('exp beyond every calendar', () => ({ exp: 1e300 })),
  claims('nbf to come', ({ seconds }) => ({ nbf: seconds + 120 })),
  claims('iat missing', () => ({ iat: undefined })),
  claims('iat to come', ({ seconds }) => ({ iat: seconds + 3600 })),
  claims('iat of last week', ({ seconds }) => ({ iat: seconds - 7 * 86_400 })),

  // What the identity is bound to.
  claims('sub missing', () => ({ sub: undefined })),
  claims('sub empty', () => ({ sub: '' })),
  claims('sub a number', () => ({ sub: 1 })),
  claims('the bound id of somebody else', () => ({ repository_owner_id: '9999' })),
  claims('the bound id as a beginning', () => ({ repository_owner_id: '12' })),
  claims('the bound id with a space', () => ({ repository_owner_id: '1234 ' })),
  claims('the bound id in other digits', () => ({ repository_owner_id: '１２３４' })),
  claims('the bound id missing, the name the same', () => ({ repository_owner_id: undefined })),
  claims('the bound id in an object', () => ({ repository_owner_id: { id: '1234' } })),
  claims('a ref that ends like the bound one', () => ({ ref: 'refs/heads/x/refs/heads/main' })),
  claims('a ref in capitals', () => ({ ref: 'REFS/HEADS/MAIN' })),
  claims('a ref with a line more', () => ({ ref: 'refs/heads/main\nrefs/heads/x' })),

  // Which key.
  header('kid unknown', { kid: 'another' }),
  header('kid a path', { kid: '../../../../../../dev/null' }),
  header('kid a URL', { kid: 'https://127.0.0.1/jwks.json' }),
  header('kid with SQL', { kid: "x' or '1'='1" }),
  header('kid of a prototype', { kid: '__proto__' }),
  header('kid a number', { kid: 1 }),
  forged('kid of a key of another algorithm', ({ header, payload, key, elliptic }) =>
    forgeToken({ ...header, kid: elliptic.kid }, payload, rs256(key)),
  ),
  forged('an algorithm that the issuer does not use', ({ header, payload, elliptic }) =>
    forgeToken({ ...header, alg: 'ES256', kid: elliptic.kid }, payload, es256(elliptic.key)),
  ),
  forged('the key of another algorithm under the kid', ({ header, payload, elliptic }) =>
    forgeToken({ ...header, alg: 'ES256' }, payload, es256(elliptic.key)),
  ),
  forged('HS256 with the public key', ({ header, payload, pem }) =>
    forgeToken({ ...header, alg: 'HS256' }, payload, hs256(pem)),
  ),
  forged('HS256 with the public key as a JWK', ({ header, payload, jwk }) =>
    forgeToken({ ...header, alg: 'HS256' }, payload, hs256(JSON.stringify(jwk))),
  ),
  forged('RS256 that is an HMAC', ({ header, payload, pem }) =>
    forgeToken(header, payload, hs256(pem)),
  ),
  forged('alg none', ({ header, payload }) =>
    forgeToken({ ...header, alg: 'none' }, payload, unsigned),
  ),
  forged('no signature', ({ header, payload }) => forgeToken(header, payload, unsigned)),
  forged('an embedded jwk', ({ header, payload, stranger }) =>
    forgeToken({ ...header, jwk: stranger.jwk }, payload, rs256(stranger.key)),
  ),
  forged('a jku', ({ header, payload, stranger }) =>
    forgeToken({ ...header, jku: 'https://127.0.0.1/jwks' }, payload, rs256(stranger.key)),
  ),
  forged('an x5u', ({ header, payload, stranger }) =>
    forgeToken({ ...header, x5u: 'https://127.0.0.1/pem' }, payload, rs256(stranger.key)),
  ),
  header('crit with an unknown extension', { crit: ['exp'], exp: 1 }),
  header('b64 false', { crit: ['b64'], b64: false }),
  header('typ of a security event', { typ: 'secevent+jwt' }),
  header('typ of a logout token', { typ: 'logout+jwt' }),

  // How it is written.
  forged('an edited payload', (world) => {
    const [head, , signature] = world.token({}).split('.');
    const payload = JSON.stringify({ ...world.payload, repository_owner_id: '1', sub: 'x' });
    return `${head}.${Buffer.from(payload).toString('base64url')}.${signature}`;
  }),
  forged('a space in front', (world) => ` ${world.token({})}`),
  forged('a line break at the end', (world) => `${world.token({})}\n`),
  forged('padding', (world) => `${world.token({})}==`),
  forged('a fourth part', (world) => `${world.token({})}.e30`),
  forged('itself twice', (world) => `${world.token({})},${world.token({})}`),
  forged('a huge one', (world) => world.token({ pad: 'x'.repeat(20_000) })),
];
