import {
  InvalidError,
  PERMISSIONS,
  type Permission,
  parseNamespace,
  parsePrincipal,
  parseScope,
  permits,
  policyFor,
  ROLES,
  ROUTE_ACCESS,
  type Scope,
} from '@registry/domain';
import { createTokenIssuer, type TokenRequest } from '@registry/domain/tokens';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenEvent } from './events.ts';
import { allows, STAGE } from './iam.ts';
import { authorizing, clock, key, now, settings } from './setup.ts';

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
const BASE_PATH = '/registry';
const newId = () => '00000000-0000-4000-8000-000000000000';
const issue = createTokenIssuer({ settings, key, clock, newId });
const issueUnderPath = createTokenIssuer({ settings, key, clock, newId, basePath: BASE_PATH });

const PRINCIPAL = parsePrincipal('arn:aws:iam::123456789012:role/Publisher');
const requestOf = (scope: Scope): TokenRequest => ({
  principal: PRINCIPAL,
  scope,
  lifetimeSeconds: 900,
});

/** A token, or undefined where its scope is refused as too long. */
async function given(request: TokenRequest, by = issue): Promise<string | undefined> {
  try {
    return (await by(request)).accessToken;
  } catch (error) {
    if (error instanceof InvalidError) return undefined;
    throw error;
  }
}

/** What is in the policy for it, asked for at an API and stage with the longest of names. */
async function judged(accessToken: string, basePath = '', stage = LONGEST_STAGE) {
  const { authorize, log } = authorizing(undefined, basePath);
  const methodArn = `${stage}/GET${basePath}/v1/whoami`;
  const answer = await authorize({ ...tokenEvent(`Bearer ${accessToken}`), methodArn });
  expect(log()).toMatchObject([{ decision: 'policy' }]);
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(8192);
  return answer.policyDocument;
}
const LONGEST_STAGE = `arn:aws-us-gov:execute-api:us-gov-west-1:123456789012:abcdef1234/${'s'.repeat(128)}`;

const namespaceOf = (index: number) => `team-${String(index).padStart(5, '0')}`;
const scopeOf = (permissions: readonly Permission[], count: number) =>
  parseScope(
    Array.from({ length: count }, (_, index) =>
      permissions.map((permission) => `${permission}:${namespaceOf(index)}`).join(' '),
    ).join(' '),
  );

/** The most namespaces, of ten characters, that a token may be for. */
async function most(permissions: readonly Permission[]): Promise<number> {
  for (let count = 1; ; count += 1) {
    if ((await given(requestOf(scopeOf(permissions, count + 1)))) === undefined) return count;
  }
}

describe('the room in a policy', () => {
  it.each([
    ['reader', ROLES.reader, 75],
    ['uploader', ['upload'], 80],
    ['publisher', ROLES.publisher, 50],
    ['maintainer', ROLES.maintainer, 28],
    ['owner', ROLES.owner, 24],
  ] as const)(
    'is enough for a %s of many namespaces, each of which opens',
    async (_, permissions, least) => {
      const count = await most(permissions);
      expect(count).toBeGreaterThanOrEqual(least);
      const token = (await given(requestOf(scopeOf(permissions, count)))) ?? '';
      const policy = await judged(token);
      for (let index = 0; index < count; index += 1) {
        const namespace = namespaceOf(index);
        for (const method of METHODS) {
          for (const under of ['/v1/modules/', '/v1/namespaces/']) {
            const expected = permissions.some(
              (permission) =>
                ROUTE_ACCESS[permission].under === under &&
                ROUTE_ACCESS[permission].methods.includes(method),
            );
            const path = `${under}${namespace}/x`;
            expect(`${method} ${path} ${allows(policy, method, path, LONGEST_STAGE)}`).toBe(
              `${method} ${path} ${expected}`,
            );
          }
        }
      }
    },
  );
});

const name = fc.stringMatching(/^[ab][ab-]{0,40}[ab]$/);
const pattern = fc.oneof(
  { weight: 8, arbitrary: name },
  { weight: 1, arbitrary: name.map((text) => `${text}*`) },
);
const entry = fc
  .tuple(fc.constantFrom(...PERMISSIONS), pattern)
  .map(([permission, where]) => `${permission}:${where}`);
/** Short and long ones, of one kind and mixed. */
const scope = fc
  .tuple(
    fc.uniqueArray(entry, { minLength: 1, maxLength: 90, size: 'max' }),
    fc.subarray([...PERMISSIONS], { minLength: 1 }),
    fc.uniqueArray(pattern, { maxLength: 60, size: 'max' }),
  )
  .map(([mixed, permissions, patterns]) =>
    parseScope(
      [
        ...mixed.slice(0, patterns.length > 20 ? 3 : 90),
        ...patterns.flatMap((where) => permissions.map((permission) => `${permission}:${where}`)),
      ].join(' '),
    ),
  );
/** All that comes into the answer beside the scope. */
const others = fc.record(
  {
    actor: fc
      .stringMatching(/^[!-~]{1,200}$/)
      .map((subject) => parsePrincipal(`oidc:https://issuer.test#${subject}`)),
    origin: fc.record({
      tokenId: fc.uuid(),
      issuedAt: fc.constant(now),
      through: fc.array(fc.uuid(), { maxLength: 3 }),
    }),
    variables: fc.dictionary(fc.stringMatching(/^[a-z]{1,10}$/), fc.string({ maxLength: 100 }), {
      maxKeys: 3,
    }),
  },
  { requiredKeys: [] },
);

describe('every scope that a token is given for', () => {
  it.each([
    ['by itself', '', issue],
    ['in an API that serves something else too', BASE_PATH, issueUnderPath],
  ])('has a policy that fits and allows exactly its cells: %s', async (_, basePath, issuing) => {
    const seen = { given: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        scope,
        others,
        fc.array(name, { maxLength: 3 }),
        async (held, more, names) => {
          const token = await given({ ...requestOf(held), ...more }, issuing);
          seen[token === undefined ? 'refused' : 'given'] += 1;
          if (token === undefined) return;
          const policy = await judged(token, basePath);
          const near = held.flatMap((one) =>
            one.permission === 'admin'
              ? []
              : [one.pattern.replace('*', ''), one.pattern.replace('*', 'a')],
          );
          const namespaces = [...near.slice(0, 3), ...near.slice(-3), ...names];
          for (const namespace of namespaces
            .filter((text) => /[ab]$/.test(text))
            .map(parseNamespace)) {
            for (const method of METHODS) {
              for (const under of ['/v1/modules/', '/v1/namespaces/']) {
                const permitted = PERMISSIONS.some(
                  (permission) =>
                    ROUTE_ACCESS[permission].under === under &&
                    ROUTE_ACCESS[permission].methods.includes(method) &&
                    permits(held, permission, namespace),
                );
                const path = `${basePath}${under}${namespace}/vpc/aws/1.0.0`;
                expect(`${method} ${path} ${allows(policy, method, path, LONGEST_STAGE)}`).toBe(
                  `${method} ${path} ${permitted}`,
                );
              }
            }
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(seen.given).toBeGreaterThan(10);
    expect(seen.refused).toBeGreaterThan(3);
  });
});

it('The policy does not depend on the order of the scope', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(['upload:acme', 'download:ac*', 'upload:other'], { minLength: 3 }),
      (entries) => {
        const policy = policyFor(parseScope(entries.join(' ')), `${STAGE}/GET/`);
        expect(allows(policy, 'PUT', '/v1/modules/acme/vpc')).toBe(true);
        expect(allows(policy, 'GET', '/v1/modules/acme/vpc')).toBe(true);
        expect(allows(policy, 'GET', '/v1/modules/other/vpc')).toBe(false);
      },
    ),
  );
});
