import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { IssuerAlgorithm } from '../../index.ts';

/** Claims of any kind, valid or not; one that is undefined is left out. */
export type AnyClaims = Readonly<Record<string, unknown>>;

/** A key that an issuer signs with. */
export interface IssuerKey {
  readonly kid: string;
  readonly alg: IssuerAlgorithm;
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
  /** A JWT of exactly these claims; `header` goes over what the key says itself. */
  sign(claims: AnyClaims, header?: Readonly<Record<string, unknown>>): Promise<string>;
}

export async function createIssuerKey(
  kid: string,
  alg: IssuerAlgorithm = 'RS256',
): Promise<IssuerKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const named = { kid, alg, use: 'sig' };
  return {
    kid,
    alg,
    publicJwk: { ...(await exportJWK(publicKey)), ...named },
    privateJwk: { ...(await exportJWK(privateKey)), ...named },
    sign: (claims, header = {}) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg, kid, typ: 'JWT', ...header })
        .sign(privateKey),
  };
}
