import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import { forgeToken, rs256 } from '../forge-token.ts';
import { createIssuerKey, type IssuerKey } from '../issuer/issuer-key.ts';

/** A key of an issuer, and everything that is known of it. */
interface WorldKey {
  readonly kid: string;
  readonly key: KeyObject;
  readonly jwk: JWK;
}

/** Two trusted issuers and a stranger, with all their keys, and what an honest job would say. */
export interface IssuerWorld {
  readonly issuer: string;
  readonly audience: string;
  readonly seconds: number;
  readonly header: { readonly alg: string; readonly typ: string; readonly kid: string };
  readonly payload: Readonly<Record<string, unknown>>;
  /** What the tokens of `issuer` are signed with, RS256. */
  readonly key: KeyObject;
  readonly jwk: JWK;
  readonly pem: string;
  /** Also a key of `issuer`, of an algorithm that it is not trusted with. */
  readonly elliptic: WorldKey;
  readonly other: WorldKey & { readonly issuer: string };
  readonly stranger: WorldKey;
  /** Signed by `issuer`; what is undefined is left out. */
  token(claims: object, header?: object): string;
  /** As `PUT /v1/issuers/{name}` takes them. */
  readonly documents: { readonly ours: object; readonly other: object };
}

/** `id` keeps the issuers of different runs apart. */
export async function createIssuerWorld(audience: string, id: string): Promise<IssuerWorld> {
  const [ours, ecKey, theirs, unknown] = await Promise.all([
    createIssuerKey('key-1'),
    createIssuerKey('key-2', 'ES256'),
    createIssuerKey('key-1'),
    createIssuerKey('key-1'),
  ]);
  const issuer = `https://ci-${id}.github.test/_services/token`;
  const otherIssuer = `https://other-${id}.github.test/_services/token`;
  const seconds = Math.floor(Date.now() / 1000);
  const { kid, key, jwk } = worldKey(ours);
  const header = { alg: 'RS256', typ: 'JWT', kid };
  const payload = {
    iss: issuer,
    aud: audience,
    sub: 'repo:acme/vpc:ref:refs/heads/main',
    repository_owner_id: '1234',
    repository_owner: 'acme',
    ref: 'refs/heads/main',
    iat: seconds,
    nbf: seconds,
    exp: seconds + 900,
  };
  const trusted = { audiences: [audience], algorithms: ['RS256'], preset: 'github' };
  return {
    issuer,
    audience,
    seconds,
    header,
    payload,
    key,
    jwk,
    pem: createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(),
    elliptic: worldKey(ecKey),
    other: { ...worldKey(theirs), issuer: otherIssuer },
    stranger: worldKey(unknown),
    token: (claims, change = {}) =>
      forgeToken({ ...header, ...change }, { ...payload, ...claims }, rs256(key)),
    documents: {
      ours: { ...trusted, issuer, jwks: { keys: [ours.publicJwk, ecKey.publicJwk] } },
      other: { ...trusted, issuer: otherIssuer, jwks: { keys: [theirs.publicJwk] } },
    },
  };
}

function worldKey({ kid, publicJwk, privateJwk }: IssuerKey): WorldKey {
  return { kid, jwk: publicJwk, key: createPrivateKey({ key: { ...privateJwk }, format: 'jwk' }) };
}
