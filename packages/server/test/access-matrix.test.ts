import { randomUUID } from 'node:crypto';
import {
  type AwsProof,
  boundOf,
  createGrantReader,
  createIssueForProof,
  createResolveProof,
  DEFAULT_PACKAGE_LIMITS,
  formatScope,
  parseGrantedNamespace,
  parseGrantedPermission,
  parsePrincipal,
  policyFor,
  toGrantRecord,
} from '@registry/domain';
import {
  createMemoryRecordStore,
  createTestSigningKey,
  MemoryModuleStore,
  MemoryPackageStore,
} from '@registry/domain/testing';
import { createTokenIssuer, createTokenVerifier } from '@registry/domain/tokens';
import { createLogger } from '@registry/http';
import { beforeAll, describe, expect, it } from 'vitest';
import { allows, STAGE } from '../../authorizer/test/iam.ts';
import { createServerApp } from '../src/app.ts';
import { ADMINISTRATOR, deploymentOf } from '../src/deployment.ts';
import { describeFunctions } from '../src/describe.ts';

// What each is granted: permissions on a namespace, with a semicolon between grants.
const PRINCIPALS = {
  reader: 'download:acme',
  'reader-of-a-pattern': 'download:ac*',
  'reader-of-all': 'download:*',
  writer: 'upload:acme',
  publisher: 'download,upload:acme',
  grantor: 'create_grant:acme',
  'grantor-of-a-pattern': 'create_grant:ac*',
  'grantor-of-all': 'create_grant:*',
  deleter: 'delete_grant:acme',
  'deleter-of-a-pattern': 'delete_grant:ac*',
  'owner-here-and-reader-there': 'download,upload,create_grant,delete_grant:acme;download:other',
  'everything-but-admin': 'download,upload,create_grant,delete_grant:*',
  admin: 'admin:*',
} as const;

const NAMES = ['acme', 'acme2', 'ac', 'ACME', 'other'];
const PATTERNS = ['ac*', 'acme*', '*', 'gh-%7Bowner%7D', '%7Bowner%7D', 'ac%7Bowner%7D'];

const clock = () => new Date('2026-01-02T03:04:05Z');
const settings = { issuer: 'https://registry.test', audience: 'https://registry.test' };
const key = createTestSigningKey();
const keys = { keys: [await key.publicJwk()] };
const records = createMemoryRecordStore(clock);
const packages = new MemoryPackageStore();
const never = () => Promise.reject(new Error('not for this test'));
const issue = createTokenIssuer({ settings, key, clock, newId: randomUUID });
const config = {
  administrators: [],
  authentication: 'bearer',
  waysIn: [],
  issuerPrivateHosts: [],
  stsHosts: undefined,
  hs256: { secretFile: '', scope: [] },
  linkLifetimeSeconds: 60,
  uploadLifetimeSeconds: 60,
  tokenLifetimeSeconds: 60,
  tokenMaxLifetimeSeconds: 60,
  limits: DEFAULT_PACKAGE_LIMITS,
} as const;
const app = createServerApp({
  config,
  baseUrl: 'https://registry.test',
  modules: new MemoryModuleStore(),
  records,
  packages,
  packageEndpoint: never,
  inspector: { inspect: never },
  issue,
  verify: createTokenVerifier({ ...settings, keys }, clock),
  verifySubject: never,
  publicKeys: async () => keys,
  clock,
  newId: randomUUID,
  logger: createLogger({ level: 'silent', destination: { write() {} } }),
});

const principalOf = (name: string) => parsePrincipal(`arn:aws:iam::123456789012:role/${name}`);
const grants = createGrantReader({ records, deployment: deploymentOf(config) });
const issueForProof = createIssueForProof({
  issue,
  clock,
  audit: async () => {},
  refuse: async () => {},
  resolve: createResolveProof({ records, grants }),
  defaultLifetimeSeconds: 60,
  maxLifetimeSeconds: 60,
});

beforeAll(async () => {
  for (const [name, granted] of Object.entries(PRINCIPALS)) {
    for (const grant of granted.split(';')) {
      const [permissions = '', namespace = ''] = grant.split(':');
      const record = toGrantRecord({
        principal: principalOf(name),
        namespace: parseGrantedNamespace(namespace),
        permissions: permissions.split(',').map(parseGrantedPermission),
        expiresAt: null,
        reason: '',
        createdBy: ADMINISTRATOR,
        createdAt: clock(),
      });
      await records.commit([{ kind: 'put', record, expected: 'absent' }]);
    }
  }
});

/** Everything that this principal may do, in one token. */
async function tokenOf(name: string) {
  const proof: AwsProof = {
    kind: 'aws',
    principal: principalOf(name),
    arn: `arn:aws:sts::123456789012:assumed-role/${name}/session`,
    account: '123456789012',
    userId: 'AROAEXAMPLE:session',
    way: 'aws-gateway',
  };
  return issueForProof({ proof, request: { id: 'request-1' } });
}

const send = (method: string, path: string, token: string) =>
  app.fetch(
    new Request(`https://registry.test${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    }),
    {},
  );

interface Route {
  readonly method: string;
  readonly path: string;
  readonly access: string;
}

const ROUTES: readonly Route[] = describeFunctions().flatMap(({ paths }) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      access: String(operation['x-access']),
    })),
  ),
);
const GUARDED = ROUTES.filter(({ access }) => access !== 'anybody' && access !== 'aws_caller');

/** The paths of a route: one for each namespace that can stand in it. */
function pathsOf({ path }: Route): { readonly path: string; readonly namespace: string }[] {
  const filled = path
    .replace('{name}', 'vpc')
    .replace('{system}', 'aws')
    .replace('{version}', '1.0.0')
    .replace('{id}', '1');
  if (!filled.includes('{namespace}')) return [{ path: filled, namespace: '*' }];
  const namespaces = path.startsWith('/v1/namespaces/') ? [...NAMES, ...PATTERNS] : NAMES;
  return namespaces.map((namespace) => ({
    path: filled.replace('{namespace}', namespace),
    namespace,
  }));
}

/** What `/v1/access` says to an administrator who asks whether `name` may do it. */
async function explained(name: string, access: string, namespace: string, admin: string) {
  if (access === 'any_token') return true;
  const permissions =
    access === 'create_or_delete_grant' ? ['create_grant', 'delete_grant'] : [access];
  const pattern = boundOf(parseGrantedNamespace(decodeURIComponent(namespace)));
  const answers = await Promise.all(
    permissions.map(async (permission) => {
      const query = new URLSearchParams({
        principal: principalOf(name),
        permission,
        namespace: pattern,
      });
      const response = await send('GET', `/v1/access?${query}`, admin);
      expect(response.status).toBe(200);
      const answer: unknown = await response.json();
      return typeof answer === 'object' && answer !== null && 'allowed' in answer && answer.allowed;
    }),
  );
  return answers.includes(true);
}

describe.each(Object.keys(PRINCIPALS))('%s', (name) => {
  it('may do the same in the app, by the policy of the gateway and as it is explained', async () => {
    const token = await tokenOf(name);
    const policy = policyFor(token.scope, `${STAGE}/GET/`);
    const { accessToken: admin } = await issue({
      principal: ADMINISTRATOR,
      scope: [{ permission: 'admin' }],
      lifetimeSeconds: 60,
    });
    const cells = GUARDED.flatMap((route) =>
      pathsOf(route).map(({ path, namespace }) => ({ ...route, path, namespace })),
    );
    expect(cells.length).toBeGreaterThan(100);
    for (const { method, path, access, namespace } of cells) {
      const { status } = await send(method, path, token.accessToken);
      expect(status).not.toBe(401);
      const cell = `${name} ${method} ${path} with ${formatScope(token.scope)}`;
      const byApp = status !== 403;
      expect(`${cell}: ${allows(policy, method, path)}`).toBe(`${cell}: ${byApp}`);
      const byGrants = await explained(name, access, namespace, admin);
      expect(`${cell}: ${byGrants}`).toBe(`${cell}: ${byApp}`);
    }
  });
});
