import { exportSPKI, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  ISSUER_ALGORITHMS,
  parseResourceName,
  type TrustedIssuer,
  UnauthenticatedError,
} from '../../src/index.ts';
import { createIssuerKeys, createIssuerTokenVerifier } from '../../src/issuer-tokens/index.ts';
import { forgeToken, hs256, unsigned } from '../../src/testing/index.ts';
import { type AnyClaims, createIssuerKey } from '../../src/testing/issuer/index.ts';

const NOW = 1_800_000_000;
const [rsa, other, ec] = await Promise.all([
  createIssuerKey('rsa'),
  createIssuerKey('other'),
  createIssuerKey('ec', 'ES256'),
]);
const issuer: TrustedIssuer = {
  name: parseResourceName('ci'),
  issuer: 'https://issuer.test',
  audiences: ['https://registry.test', 'registry'],
  algorithms: ['RS256'],
};
const elsewhere: TrustedIssuer = {
  ...issuer,
  name: parseResourceName('elsewhere'),
  issuer: 'https://elsewhere.test',
  jwks: { keys: [other.publicJwk] },
};

const honest: AnyClaims = {
  iss: issuer.issuer,
  aud: 'https://registry.test',
  sub: 'repo:acme/vpc:ref:refs/heads/main',
  iat: NOW,
  nbf: NOW,
  exp: NOW + 300,
  repository_owner_id: '1234',
};

/** Verifies at NOW; the keys of `issuer` are discovered, and `fetched` says whose were asked for. */
function verifying(change: Partial<TrustedIssuer> = {}) {
  const fetched: string[] = [];
  const keys = createIssuerKeys({
    clock: () => new Date(NOW * 1000),
    fetchKeys: async (url) => {
      fetched.push(url);
      return { keys: [rsa.publicJwk, ec.publicJwk] };
    },
  });
  const verify = createIssuerTokenVerifier({
    issuers: async () => [elsewhere, { ...issuer, ...change }],
    keys,
    clock: () => new Date(NOW * 1000),
  });
  return { verify, fetched };
}

const signed = (claims: AnyClaims = {}, header = {}) => rsa.sign({ ...honest, ...claims }, header);
const without = (name: string) =>
  rsa.sign(Object.fromEntries(Object.entries(honest).filter(([claim]) => claim !== name)));

describe('a token of a trusted issuer', () => {
  it('proves what its claims say', async () => {
    expect(await verifying().verify(await signed())).toEqual({
      kind: 'token',
      way: 'oidc',
      principal: 'oidc:https://issuer.test#repo:acme/vpc:ref:refs/heads/main',
      issuer: 'ci',
      claims: honest,
      expiresAt: new Date((NOW + 300) * 1000),
    });
  });

  it.each([
    ['without a type', {}, { typ: undefined }],
    ['of the type JWT in small letters', {}, { typ: 'jwt' }],
    ['that is an access token', {}, { typ: 'application/at+jwt' }],
    ['for another of our audiences', { aud: ['registry'] }, {}],
    ['for all of our audiences', { aud: ['registry', 'https://registry.test'] }, {}],
    ['without nbf', { nbf: undefined }, {}],
    ['that was made within the skew', { iat: NOW + 30, nbf: NOW + 30 }, {}],
    ['that ended within the skew', { exp: NOW - 29 }, {}],
    ['that was made a day ago', { iat: NOW - 86_400 }, {}],
  ])('%s holds', async (_, claims, header) => {
    await verifying().verify(await signed(claims, header));
  });

  it.each(ISSUER_ALGORITHMS)('may be signed with %s', async (algorithm) => {
    const key = await createIssuerKey('key', algorithm);
    const { verify } = verifying({ algorithms: [algorithm], jwks: { keys: [key.publicJwk] } });
    await verify(await key.sign(honest));
  });

  it('needs no kid where the issuer has but one key that fits', async () => {
    await verifying().verify(await signed({}, { kid: undefined }));
  });

  it.each<[string, AnyClaims, object]>([
    ['that has expired', { exp: NOW - 30 }, {}],
    ['that never ends', { exp: undefined }, {}],
    ['that ends beyond all time', { exp: 1e300 }, {}],
    ['that is not valid yet', { nbf: NOW + 31 }, {}],
    ['from the future', { iat: NOW + 31 }, {}],
    ['without a time of making', { iat: undefined }, {}],
    ['that was made more than a day ago', { iat: NOW - 86_431, exp: NOW + 1e6 }, {}],
    ['for somebody else', { aud: 'https://other.test' }, {}],
    ['for somebody else as well', { aud: ['https://registry.test', 'https://other.test'] }, {}],
    ['for the issuer itself', { aud: 'https://issuer.test' }, {}],
    ['for nobody', { aud: undefined }, {}],
    ['for an empty list', { aud: [] }, {}],
    ['for ours with a slash', { aud: 'https://registry.test/' }, {}],
    ['without a subject', { sub: undefined }, {}],
    ['with an empty subject', { sub: '' }, {}],
    ['with a subject that is too long', { sub: 'x'.repeat(3000) }, {}],
    ['of an issuer with a slash', { iss: 'https://issuer.test/' }, {}],
    ['of an issuer in capitals', { iss: 'https://ISSUER.test' }, {}],
    ['of an issuer nobody knows', { iss: 'https://evil.test' }, {}],
    ['without an issuer', { iss: undefined }, {}],
    ['of another trusted issuer', { iss: elsewhere.issuer }, {}],
    ['that is for logging out', {}, { typ: 'logout+jwt' }],
    ['that is a security event', {}, { typ: 'secevent+jwt' }],
    ['that is a DPoP proof', {}, { typ: 'dpop+jwt' }],
    ['with a type that is no text', {}, { typ: 5 }],
    ['with a critical extension', {}, { crit: ['x'], x: 1 }],
  ])('%s is refused', async (_, claims, header) => {
    const token =
      'crit' in header
        ? forgeToken({ alg: 'RS256', kid: 'rsa', ...header }, { ...honest, ...claims }, () =>
            Buffer.alloc(256),
          )
        : await signed(claims, header);
    await expect(verifying().verify(token)).rejects.toBeInstanceOf(UnauthenticatedError);
  });

  it.each(['iss', 'sub', 'aud', 'exp', 'iat'])('without %s is refused', async (name) => {
    await expect(verifying().verify(await without(name))).rejects.toMatchObject({
      reason: 'invalid_token',
    });
  });

  it.each<[string, AnyClaims]>([
    ['sub', { sub: 5 }],
    ['sub', { sub: ['a'] }],
    ['aud', { aud: [5] }],
    ['aud', { aud: { a: 1 } }],
    ['exp', { exp: 'never' }],
    ['iat', { iat: 'long ago' }],
    ['iss', { iss: [issuer.issuer] }],
  ])('with a %s of the wrong type is refused', async (_, claims) => {
    const token = await rsa.sign({ ...honest, ...claims });
    await expect(verifying().verify(token)).rejects.toBeInstanceOf(UnauthenticatedError);
  });
});

describe('a key', () => {
  it.each([
    '',
    'unknown',
    '../rsa',
    '/dev/null',
    'https://evil.test/jwks',
    "rsa' OR '1'='1",
    'rsa\0',
    'rsa ',
    'RSA',
    '__proto__',
    'x'.repeat(5000),
  ])('that is named %j is none, and nothing is asked but the issuer', async (kid) => {
    const { verify, fetched } = verifying();
    await expect(verify(await signed({}, { kid }))).rejects.toBeInstanceOf(UnauthenticatedError);
    expect(new Set(fetched)).toEqual(new Set([issuer.issuer]));
  });

  it.each([
    ['jwk', { jwk: other.publicJwk }],
    ['jku', { jku: 'https://evil.test/jwks' }],
    ['x5u', { x5u: 'https://evil.test/cert' }],
    ['x5c', { x5c: ['MIIB'] }],
  ])('that a token brings along as %s counts for nothing', async (_, header) => {
    const { verify, fetched } = verifying();
    const token = await other.sign(honest, { kid: 'rsa', ...header });
    await expect(verify(token)).rejects.toBeInstanceOf(UnauthenticatedError);
    expect(fetched).toEqual([issuer.issuer]);
  });

  it('of another issuer opens nothing, whatever it calls itself', async () => {
    for (const kid of ['rsa', 'other']) {
      const token = await other.sign(honest, { kid });
      await expect(verifying().verify(token)).rejects.toBeInstanceOf(UnauthenticatedError);
    }
  });

  it('of another algorithm than the issuer has is refused', async () => {
    const token = await ec.sign(honest);
    await expect(verifying().verify(token)).rejects.toBeInstanceOf(UnauthenticatedError);
    await verifying({ algorithms: ['ES256'] }).verify(token);
  });

  it('for RS256 signs nothing with PS256', async () => {
    const token = await signed();
    const [, payload, signature] = token.split('.');
    const header = Buffer.from('{"alg":"PS256","kid":"rsa"}').toString('base64url');
    await expect(
      verifying({ algorithms: ['RS256', 'PS256'] }).verify(`${header}.${payload}.${signature}`),
    ).rejects.toBeInstanceOf(UnauthenticatedError);
  });

  it('that is public is no shared secret', async () => {
    const pem = await exportSPKI(await publicKey());
    for (const secret of [pem, pem.trim(), JSON.stringify(rsa.publicJwk), rsa.publicJwk.n ?? '']) {
      for (const algorithms of [issuer.algorithms, ['RS256', 'ES256']] as const) {
        const token = forgeToken({ alg: 'HS256', kid: 'rsa' }, honest, hs256(secret));
        await expect(verifying({ algorithms }).verify(token)).rejects.toBeInstanceOf(
          UnauthenticatedError,
        );
      }
    }
  });

  it.each(['none', 'None', 'NONE', '', undefined])('is needed also with alg %j', async (alg) => {
    for (const token of [
      forgeToken({ alg, typ: 'JWT' }, honest, unsigned),
      forgeToken({ alg, kid: 'rsa' }, honest, () => Buffer.from('x')),
    ]) {
      await expect(verifying().verify(token)).rejects.toBeInstanceOf(UnauthenticatedError);
    }
  });

  it('is not looked for where the issuer is not trusted', async () => {
    const { verify, fetched } = verifying();
    await expect(verify(await signed({ iss: 'https://evil.test' }))).rejects.toThrow(/not trusted/);
    expect(fetched).toEqual([]);
  });

  it('that is given with the issuer is not looked for', async () => {
    const { verify, fetched } = verifying({ jwks: { keys: [rsa.publicJwk] } });
    await verify(await signed());
    expect(fetched).toEqual([]);
    await expect(verify(await signed({}, { kid: 'x' }))).rejects.toBeInstanceOf(
      UnauthenticatedError,
    );
    expect(fetched).toEqual([]);
  });
});

const publicKey = async () => {
  const key = await importJWK(rsa.publicJwk, 'RS256');
  if (!('extractable' in key)) throw new Error('no key');
  return key;
};

describe('what is no token', () => {
  it.each(['', 'a', 'a.b', 'a.b.c.d', '..', 'a.b.c', 'a.b.c\n', '%', 'e30.e30.e30', '{}'])(
    '%j is refused',
    async (text) => {
      await expect(verifying().verify(text)).rejects.toBeInstanceOf(UnauthenticatedError);
    },
  );

  it('a token with white space is another text', async () => {
    const token = await signed();
    for (const text of [` ${token}`, `${token} `, token.replace('.', '. ')]) {
      await expect(verifying().verify(text)).rejects.toBeInstanceOf(UnauthenticatedError);
    }
  });

  it('a token that is too long is not looked at', async () => {
    const { verify, fetched } = verifying();
    await expect(verify(await signed({ pad: 'x'.repeat(16_384) }))).rejects.toThrow(/too long/);
    expect(fetched).toEqual([]);
  });

  it('a token that was changed in any of its characters is refused', async () => {
    const token = await signed();
    const { verify } = verifying();
    for (let at = 0; at < token.length - 1; at += 7) {
      if (token[at] === '.') continue;
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      await expect(verify(changed)).rejects.toBeInstanceOf(UnauthenticatedError);
    }
  });
});

describe('a refusal', () => {
  it('never holds the token, and names the audience to ask for', async () => {
    const token = await signed({ aud: 'https://other.test' });
    const error = await verifying()
      .verify(token)
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('https://registry.test or registry');
    for (const part of token.split('.')) expect(String(error)).not.toContain(part);
  });

  it('names the audience only to whoever has a token of the issuer', async () => {
    const token = await other.sign({ ...honest, aud: 'x' }, { kid: 'rsa' });
    await expect(verifying().verify(token)).rejects.toThrow(/^The token is not valid here/);
  });
});

describe('a web identity token of AWS', () => {
  const aws = verifying({ preset: 'aws' });
  const said = (claims: unknown) => ({ 'https://sts.amazonaws.com/': claims });

  it('proves the account and the organization', async () => {
    const claims = said({
      aws_account: '123456789012',
      org_id: 'o-abc1234567',
      request_tags: { org_id: 'o-evil000000', aws_account: '999999999999' },
    });
    expect(await aws.verify(await signed(claims))).toMatchObject({
      aws: { account: '123456789012', organization: 'o-abc1234567' },
    });
  });

  it('proves the account where there is no organization', async () => {
    const { aws: proved } = await aws.verify(await signed(said({ aws_account: '123456789012' })));
    expect(proved).toEqual({ account: '123456789012' });
  });

  it.each([
    {},
    said(null),
    said('123456789012'),
    said({ aws_account: 123_456_789_012 }),
    said({ aws_account: '1234' }),
    { aws_account: '123456789012' },
  ])('that does not say its account is refused: %j', async (claims) => {
    await expect(aws.verify(await signed(claims))).rejects.toBeInstanceOf(UnauthenticatedError);
  });

  it('of an issuer that is not AWS proves no account', async () => {
    const proof = await verifying().verify(await signed(said({ aws_account: '123456789012' })));
    expect(proof.aws).toBeUndefined();
  });
});
