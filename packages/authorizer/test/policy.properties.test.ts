import {
  PERMISSIONS,
  type Permission,
  parseNamespace,
  parseScope,
  permits,
  policyFor,
  ROUTE_ACCESS,
  type Scope,
} from '@registry/domain';
import { isPlainPath } from '@registry/http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allows, STAGE } from './iam.ts';

const UNDER = '/v1/modules/';
const ROOTS = [UNDER, '/v1/namespaces/'];

// Few letters, so that scopes and paths often meet.
const name = fc.stringMatching(/^[ab](?:[ab_-]{0,2}[ab])?$/);
const pattern = fc.oneof(
  name,
  fc.constant('*'),
  name.map((text) => `${text}*`),
);
const entry = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(fc.constantFrom(...PERMISSIONS), pattern).map((parts) => parts.join(':')),
  },
  { weight: 1, arbitrary: fc.constant('admin') },
);
const scope = fc
  .array(entry, { minLength: 1, maxLength: 5 })
  .map((entries) => parseScope(entries.join(' ')));
const method = fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE');
const rest = fc.array(
  fc.oneof(name, fc.constantFrom('1.0.0', '1.0.0+a', 'download', 'v1', 'modules')),
  {
    minLength: 1,
    maxLength: 6,
  },
);

/** What the app asks for under `root`, behind which the namespace is. */
function permissionsFor(asked: string, root = UNDER): Permission[] {
  return PERMISSIONS.filter((permission) => {
    const { under, methods } = ROUTE_ACCESS[permission];
    return under === root && methods.includes(asked);
  });
}

const isAdmin = (held: Scope) => held.some(({ permission }) => permission === 'admin');

describe('for any scope, a policy', () => {
  it('allows exactly what the app itself would permit, on the routes of modules', () => {
    fc.assert(
      fc.property(scope, method, name, rest, (held, asked, namespace, segments) => {
        const path = `${UNDER}${namespace}/${segments.join('/')}`;
        // Of no module: that system is reserved, and that version is none.
        fc.pre(path.lastIndexOf(UNDER) === 0);
        const permitted = permissionsFor(asked).some((permission) =>
          permits(held, permission, parseNamespace(namespace)),
        );
        // Whoever is admin may also ask for methods that no route has.
        expect(allows(policyFor(held, `${STAGE}/GET/`), asked, path)).toBe(
          isAdmin(held) || permitted,
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('is never wider than the token, whatever the path', () => {
    const segment = fc.oneof(
      name,
      fc.constantFrom(
        '',
        '.',
        '..',
        '...',
        '%2e%2e',
        '%2E.',
        'a%2fb',
        '*',
        '?',
        'a*',
        'v1',
        'modules',
        'whoami',
        'GET',
        'namespaces',
        'grants',
        'access',
        '%7Bowner%7D',
        ':',
        'a:b',
        '%20',
      ),
    );
    const anyPath = fc.oneof(
      fc.array(segment, { maxLength: 8 }).map((parts) => `/${parts.join('/')}`),
      fc
        .tuple(fc.constantFrom(...ROOTS), fc.array(segment, { maxLength: 8 }))
        .map(([root, parts]) => `${root}${parts.join('/')}`),
    );
    fc.assert(
      fc.property(scope, method, anyPath, (held, asked, path) => {
        if (isAdmin(held) || !allows(policyFor(held, `${STAGE}/GET/`), asked, path)) return;
        if (['/v1/whoami', '/v1/access'].includes(path) && asked === 'GET') return;
        const root = ROOTS.find((one) => path.startsWith(one)) ?? '';
        expect(ROOTS).toContain(root);
        const [namespace = ''] = path.slice(root.length).split('/', 1);
        const opening = held.filter(
          (one) =>
            one.permission !== 'admin' &&
            permissionsFor(asked, root).includes(one.permission) &&
            (one.pattern.endsWith('*')
              ? namespace.startsWith(one.pattern.slice(0, -1))
              : namespace === one.pattern),
        );
        expect(opening).not.toEqual([]);
        // A trailing slash is the one thing that no pattern can tell apart; the app refuses it.
        const plain = path.endsWith('/') ? path.slice(0, -1) : path;
        if (!/[*?]|%20/.test(path)) expect(isPlainPath(plain)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('depends on the token alone, not on what was asked', () => {
    const path = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(scope, method, path, (held, asked, any) => {
        expect(policyFor(held, `${STAGE}/${asked}/${any}`)).toEqual(
          policyFor(held, `${STAGE}/GET/`),
        );
      }),
    );
  });
});
