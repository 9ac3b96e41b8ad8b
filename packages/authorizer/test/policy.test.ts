import { denyAll, PERMISSIONS, parseScope, policyFor, type Scope } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { allows, STAGE } from './iam.ts';

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
const ASKED = `${STAGE}/GET/v1/modules/acme/vpc/aws/versions`;
const of = (scope: string, methodArn = ASKED) => policyFor(parseScope(scope), methodArn);
const methodsFor = (scope: string, path: string) =>
  METHODS.filter((method) => allows(of(scope), method, path));

describe('a policy', () => {
  const version = '/v1/modules/acme/vpc/aws/1.0.0';

  it.each([
    ['download:acme', ['GET']],
    ['upload:acme', ['POST', 'PUT', 'PATCH', 'DELETE']],
    ['download:acme upload:acme', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']],
    ['create_grant:acme delete_grant:acme', []],
    ['admin', METHODS],
  ])('of %s opens %j in the namespace', (scope, methods) => {
    expect(methodsFor(scope, version)).toEqual(methods);
    expect(methodsFor(scope, `${version}/uploads`)).toEqual(methods);
  });

  it.each([...PERMISSIONS.map((permission) => `${permission}:acme`), 'admin'])(
    'of %s lets its bearer ask who it is',
    (scope) => {
      expect(allows(of(scope), 'GET', '/v1/whoami')).toBe(true);
      if (scope !== 'admin') expect(methodsFor(scope, '/v1/whoami')).toEqual(['GET']);
    },
  );

  it.each([
    ['download:acme', '/v1/modules/acme2/vpc/aws/versions'],
    ['download:acme', '/v1/modules/acm/vpc/aws/versions'],
    ['download:acme', '/v1/modules/ACME/vpc/aws/versions'],
    ['download:acme', '/v1/modules/acme'],
    ['download:acme', '/v1/modules/other/acme/aws/versions'],
    ['download:acme', '/v1/modules/other/v1/modules/acme/versions'],
    ['download:acme', '/v1/modules/acme/../other/vpc/aws/versions'],
    ['download:acme', '/v1/modules/acme/%2e%2e/other/vpc/aws/versions'],
    ['download:acme', '/v1/modules/acme/%2E%2E%2Fother/vpc/aws/versions'],
    ['download:acme', '/v1/modules/acme/./vpc/aws/versions'],
    ['download:acme', '/v1/modules/acme//vpc/aws/versions'],
    ['download:acme', '//v1/modules/acme/vpc/aws/versions'],
    ['download:acme', '/v1/modules/acme/..'],
    ['download:shared-*', '/v1/modules/shared/vpc/aws/versions'],
    ['download:shared-*', '/v1/modules/shared-/../acme/vpc/aws/versions'],
    ['download:*', '/v1/whoami/../modules/acme/vpc/aws/versions'],
    ['download:*', '/v1/namespaces/acme/grants'],
    ['download:*', '/oauth/token'],
    ['admin', '/v1/modules/../x'],
  ])('of %s does not open %s', (scope, path) => {
    expect(methodsFor(scope, path)).toEqual([]);
  });

  const grants = '/v1/namespaces/acme/grants';

  it.each([
    ['create_grant:acme', ['GET', 'PUT', 'PATCH']],
    ['delete_grant:acme', ['GET', 'DELETE']],
    ['create_grant:acme delete_grant:acme', ['GET', 'PUT', 'PATCH', 'DELETE']],
    ['create_grant:ac*', ['GET', 'PUT', 'PATCH']],
    ['create_grant:acme2', []],
    ['download:acme upload:acme', []],
    ['admin', METHODS],
  ])('of %s opens %j for the grants of a namespace', (scope, methods) => {
    expect(methodsFor(scope, grants)).toEqual(methods);
  });

  it.each([
    ['create_grant:*', '/v1/namespaces/*/grants', true],
    ['create_grant:ac*', '/v1/namespaces/*/grants', false],
    ['create_grant:ac*', '/v1/namespaces/ac*/grants', true],
    ['create_grant:acme', '/v1/namespaces/ac*/grants', false],
    ['create_grant:acme', '/v1/namespaces/acme*/grants', false],
    ['create_grant:*', '/v1/namespaces/%7Bowner%7D/grants', true],
    ['create_grant:gh-*', '/v1/namespaces/gh-%7Bowner%7D/grants', true],
    ['create_grant:gh-a*', '/v1/namespaces/gh-%7Bowner%7D/grants', false],
  ])('of %s on %s: %j', (scope, path, isOpen) => {
    expect(allows(of(scope), 'PUT', path)).toBe(isOpen);
  });

  it('of a pattern opens every namespace that begins so', () => {
    expect(methodsFor('download:shared-*', '/v1/modules/shared-net/vpc/aws/versions')).toEqual([
      'GET',
    ]);
    expect(methodsFor('download:*', '/v1/modules/any/vpc/aws/versions')).toEqual(['GET']);
  });

  it.each([
    ['download:*', ['/GET/v1/modules/*/*']],
    [
      'download:* download:acme download:ac* upload:acme upload:a*',
      ['/GET/v1/modules/*/*', '/v1/modules/a*/*'],
    ],
    ['download:acme upload:acme', ['/v1/modules/acme/*']],
    ['upload:acme upload:other', ['/v1/modules/acme/*', '/v1/modules/other/*']],
    ['download:acme upload:acme download:other', ['/v1/modules/acme/*', '/GET/v1/modules/other/*']],
    ['delete_grant:acme create_grant:acme', ['/v1/namespaces/acme/*']],
    [
      'delete_grant:acme create_grant:other',
      ['GET', 'DELETE']
        .map((method) => `/${method}/v1/namespaces/acme/*`)
        .concat(['GET', 'PUT', 'PATCH'].map((method) => `/${method}/v1/namespaces/other/*`)),
    ],
  ])('of %s needs no more resources than %j', (scope, resources) => {
    const [statement] = of(scope).Statement;
    expect(statement?.Resource).toEqual([
      `${STAGE}/GET/v1/whoami`,
      `${STAGE}/GET/v1/access`,
      ...resources.map((resource) => `arn:aws:execute-api:*:*:*${resource}`),
    ]);
  });

  it('opens no module of another namespace that is called as the way to its own', () => {
    const crossing = '/v1/modules/other/v1/modules/acme/uploads';
    expect(methodsFor('download:acme upload:acme', crossing)).toEqual([]);
    expect(
      methodsFor(
        'create_grant:acme delete_grant:acme',
        '/v1/modules/other/v1/namespaces/acme/download',
      ),
    ).toEqual([]);
  });
});

describe('the ARN', () => {
  it.each([
    ['another partition', 'arn:aws-cn:execute-api:cn-north-1:123456789012:abc/prod'],
    ['a government', 'arn:aws-us-gov:execute-api:us-gov-west-1:123456789012:abc/prod'],
    ['the default stage of an HTTP API', 'arn:aws:execute-api:us-east-1:123456789012:abc/$default'],
    ['a long stage', `arn:aws:execute-api:ap-southeast-2:123456789012:abc/${'s'.repeat(128)}`],
  ])('of %s may be what is in front of the method', (_, stage) => {
    const policy = of(`upload:${'n'.repeat(64)}* download:acme`, `${stage}/GET/v1/whoami`);
    expect(allows(policy, 'GET', '/v1/modules/acme/vpc/aws/versions', stage)).toBe(true);
    expect(allows(policy, 'GET', '/v1/modules/other/vpc/aws/versions', stage)).toBe(false);
    expect(allows(policy, 'GET', '/v1/whoami', stage)).toBe(true);
    for (const resource of policy.Statement.flatMap(({ Resource }) => Resource)) {
      expect(resource.length).toBeLessThanOrEqual(512);
    }
  });

  it.each(['admin', 'download:acme'])(
    'is kept for what every token opens, and for all: %s',
    (scope) => {
      const elsewhere = 'arn:aws:execute-api:eu-central-1:123456789012:other/prod';
      expect(allows(of(scope), 'GET', '/v1/whoami')).toBe(true);
      expect(allows(of(scope), 'GET', '/v1/whoami', elsewhere)).toBe(false);
    },
  );

  it('names its partition in every resource', () => {
    const policy = of(
      'download:acme upload:acme',
      'arn:aws-cn:execute-api:cn-north-1:1:abc/prod/GET/',
    );
    for (const resource of policy.Statement.flatMap(({ Resource }) => Resource)) {
      expect(resource).toMatch(/^arn:aws-cn:execute-api:/);
    }
  });

  it.each([
    '/',
    '',
    '/v1/modules/acme/vpc/aws/1.0.0',
    '/a:b:c/*/?/$x/..%2f..%2f/é/ /"',
    '/arn:aws:execute-api:us-east-1:999999999999:other/prod/GET/',
  ])('may have the path %j: the policy is the same', (path) => {
    expect(of('download:acme', `${STAGE}/DELETE${path}`)).toEqual(of('download:acme'));
  });

  it.each([
    '',
    'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234',
    'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/',
    'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/prod',
    'arn:aws:execute-api:eu-central-1:123456789012:*/*/GET/',
    'arn:aws:s3:::bucket/prod/GET/',
    'nonsense',
  ])('%j is none: it fails, and nothing is allowed', (methodArn) => {
    expect(() => of('admin', methodArn)).toThrow('malformed');
  });
});

describe('denyAll', () => {
  it('allows nothing at all', () => {
    for (const method of METHODS) {
      expect(allows(denyAll(ASKED), method, '/v1/whoami')).toBe(false);
      expect(denyAll(ASKED).Statement.map(({ Effect }) => Effect)).toEqual(['Deny']);
    }
  });
});

describe('a scope of nothing', () => {
  it('cannot be written, and would only open what is about oneself', () => {
    const nothing: Scope = [];
    expect(policyFor(nothing, ASKED).Statement[0]?.Resource).toEqual([
      `${STAGE}/GET/v1/whoami`,
      `${STAGE}/GET/v1/access`,
    ]);
  });
});

describe('a policy for an API that serves something else too', () => {
  const under = (scope: string) => policyFor(parseScope(scope), ASKED, '/registry');

  it.each(['download:acme', 'admin'])('of %s opens the routes under the base path', (scope) => {
    expect(allows(under(scope), 'GET', '/registry/v1/modules/acme/vpc/aws/versions')).toBe(true);
    expect(allows(under(scope), 'GET', '/registry/v1/whoami')).toBe(true);
  });

  it.each(['download:acme', 'admin'])('of %s opens nothing beside it', (scope) => {
    expect(allows(under(scope), 'GET', '/v1/modules/acme/vpc/aws/versions')).toBe(false);
    expect(allows(under(scope), 'GET', '/registry2/v1/modules/acme/vpc/aws/versions')).toBe(false);
    expect(allows(under(scope), 'GET', '/v1/whoami')).toBe(false);
  });
});
