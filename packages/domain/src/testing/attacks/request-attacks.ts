import type { AttackSession } from './attack-session.ts';
import type { AttackRequest } from './attacked-registry.ts';

/** A request that gets nothing, and what it gets instead. */
export interface RequestAttack {
  readonly name: string;
  readonly refusedWith: readonly number[];
  readonly make: (session: AttackSession) => AttackRequest | Promise<AttackRequest>;
}

// 403: a gateway opens no path that names in it are not made for.
const MALFORMED = [400, 403, 404, 422];

/** By the administrator, whose mistakes open the registry to others. */
const byAdmin = (
  name: string,
  method: string,
  path: string,
  body: (session: AttackSession) => object,
  refusedWith: readonly number[] = MALFORMED,
): RequestAttack => ({
  name,
  refusedWith,
  make: (session) => session.asAdmin(method, path, body(session)),
});

const issuer = (name: string, change: (session: AttackSession) => object) =>
  byAdmin(`an issuer ${name}`, 'PUT', '/v1/issuers/attacked', (session) => ({
    ...session.world.documents.ours,
    preset: null,
    ...change(session),
  }));
const identity = (name: string, match: object) =>
  byAdmin(`an identity ${name}`, 'PUT', '/v1/identities/attacked', ({ id }) => ({
    match: { issuer: `ci-${id}`, ...match },
  }));
const awsIdentity = (name: string, match: object) =>
  byAdmin(`an identity ${name}`, 'PUT', '/v1/identities/attacked', () => ({ match }));
const grantOn = (namespace: string) =>
  byAdmin(
    `a grant on ${JSON.stringify(namespace)}`,
    'PUT',
    `/v1/namespaces/${namespace}/grants?principal=identity:nobody`,
    () => ({ permissions: ['download'] }),
  );

export const REQUEST_ATTACKS: readonly RequestAttack[] = [
  // Whose keys are believed.
  issuer('over http', () => ({ issuer: 'http://ci.test' })),
  issuer('in a file', () => ({ issuer: 'file:///etc/passwd' })),
  issuer('with a password', () => ({ issuer: 'https://user:password@ci.test' })),
  issuer('with a query', () => ({ issuer: 'https://ci.test/?x=y' })),
  issuer('with a line break', () => ({ issuer: 'https://ci.test/\nx' })),
  issuer('that is a shared secret', () => ({ algorithms: ['HS256'] })),
  issuer('without a signature', () => ({ algorithms: ['none'] })),
  issuer('with the key of an HMAC', () => ({
    jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'x', alg: 'HS256' }] },
  })),
  issuer('for every audience', () => ({ audiences: [] })),
  issuer('for an empty audience', () => ({ audiences: [''] })),
  issuer('that is no GitHub and says so', () => ({
    issuer: 'https://ci.test',
    preset: 'github',
  })),
  issuer('with a field that nobody knows', () => ({ trusted: true })),

  // Whom an identity matches.
  identity('of whoever the issuer knows', {}),
  identity('of a repository by its name, which can be registered again', {
    claims: { repository: 'acme/vpc' },
  }),
  identity('of an owner by a pattern', { claims: { repository_owner_id: ['12*'] } }),
  identity('by nine stars', { claims: { repository_owner_id: '1', ref: ['a*a*a*a*a*a*a*a*a*b'] } }),
  identity('by 513 characters', {
    claims: { repository_owner_id: '1', ref: [`${'a'.repeat(512)}*`] },
  }),
  identity('by next to nothing', { claims: { repository_owner_id: '1', ref: ['a*b'] } }),
  identity('by stars alone', { subject_pattern: '********' }),
  awsIdentity('of AWS without an account', { arn_pattern: 'arn:aws:sts::*:assumed-role/ci/*' }),
  awsIdentity('of AWS with a pattern for an account', { aws_account: '12345678901*' }),
  awsIdentity('of AWS and of an issuer', { aws_account: '123456789012', issuer: 'ci' }),
  byAdmin('an identity with a path for a name', 'PUT', '/v1/identities/..%2Fissuers', () => ({
    match: { aws_account: '123456789012' },
  })),
  byAdmin('an identity of a prototype', 'PUT', '/v1/identities/__proto__', () => ({
    match: { aws_account: '123456789012' },
  })),

  // Where a grant holds.
  ...['a*b', '*a', '**', 'a**', 'a%2Fb', 'a%00', 'a%20b', 'a:b', 'search'].map(grantOn),
  ...['%7B%7D', '%7Ba%7D%7Bb%7D', '%7Ba%7D*', '%7Ba', '%7B__proto__.x%7D', '%7Ba%7D%2F..'].map(
    grantOn,
  ),

  // Secrets where none may be.
  byAdmin(
    'a token in place of its id to be revoked',
    'POST',
    '/v1/revocations',
    ({ accessToken }) => ({ jti: accessToken }),
  ),
  byAdmin('a revocation of everything', 'POST', '/v1/revocations', () => ({ principal: '*' })),
  byAdmin('a revocation that ends before the tokens do', 'POST', '/v1/revocations', () => ({
    principal: 'token:old-ci',
  })),
  ...[
    ['DELETE', '/v1/revocations'],
    ['DELETE', '/v1/tokens'],
    ['GET', '/v1/identities'],
    ['DELETE', '/v1/identities'],
    ['GET', '/v1/issuers'],
    ['DELETE', '/v1/issuers'],
  ].map(([method = '', path = '']) => ({
    name: `a token in place of a name: ${method} ${path}/…`,
    refusedWith: MALFORMED,
    make: ({ asAdmin, accessToken }: AttackSession) => asAdmin(method, `${path}/${accessToken}`),
  })),
  byAdmin('a revocation of an identity that nobody has made', 'POST', '/v1/revocations', () => ({
    identity: 'attacked-by-mistake',
  })),
  byAdmin('a static token that is called like those of another kind', 'POST', '/v1/tokens', () => ({
    name: 'hs256',
    scope: 'download:acme',
    expires_at: '2099-01-01T00:00:00Z',
  })),
  byAdmin('a static token without an end', 'POST', '/v1/tokens', () => ({
    name: 'attacked',
    scope: 'download:acme',
    expires_at: null,
  })),

  // Tokens where and how none is taken.
  ...bearers(),
];

function bearers(): RequestAttack[] {
  const whoami = (headers: Record<string, string>, path = '/v1/whoami') => ({
    method: 'GET',
    path,
    headers,
  });
  const attack = (name: string, make: RequestAttack['make']): RequestAttack => ({
    name,
    make,
    refusedWith: [400, 401],
  });
  return [
    attack('a job token as bearer', ({ secret, world }) =>
      whoami({ authorization: `Bearer ${secret(world.token({}))}` }),
    ),
    attack('a proof for STS as bearer', async (session) =>
      whoami({ authorization: `Bearer ${await session.proof()}` }),
    ),
    attack('a token as a password', ({ accessToken }) =>
      whoami({
        authorization: `Basic ${Buffer.from(`x:${accessToken}`).toString('base64')}`,
      }),
    ),
    attack('a token without its scheme', ({ accessToken }) =>
      whoami({ authorization: accessToken }),
    ),
    attack('a token in the address', ({ accessToken }) =>
      whoami({}, `/v1/whoami?access_token=${accessToken}`),
    ),
    attack('a token in a cookie', ({ accessToken }) =>
      whoami({ cookie: `Authorization=Bearer ${accessToken}; access_token=${accessToken}` }),
    ),
    attack('what a gateway would say of its caller', () =>
      whoami({
        'x-amzn-requestcontext': '{"authorizer":{"principal":"identity:root","scope":"admin"}}',
        'x-principal': 'identity:root',
        'x-scope': 'admin',
      }),
    ),
  ];
}
