import {
  type AwsProof,
  administratorGrants,
  boundRefusals,
  createExchangeToken,
  createGrantReader,
  createIssueForProof,
  createRecordAudit,
  createResolveProof,
  type DeploymentGrants,
  type Grant,
  IDENTITIES,
  type MatchDocument,
  parseGrantedNamespace,
  parseGrantedPermission,
  parseMatch,
  parsePrincipal,
  parseResourceName,
  readAuditRecord,
  type TokenProof,
  toGrantRecord,
  toIdentityRecord,
} from '@registry/domain';
import { createMemoryRecordStore, createTestSigningKey } from '@registry/domain/testing';
import { createTokenIssuer, createTokenVerifier } from '@registry/domain/tokens';

export const START = new Date('2026-01-02T03:04:05.000Z');
export const settings = { issuer: 'https://registry.test', audience: 'https://registry.test' };
const key = createTestSigningKey();
const keys = { keys: [await key.publicJwk()] };

/** Tokens for proofs, over records in memory, at a time that the test moves. */
export function givingTokens(options: { readonly administrators?: readonly string[] } = {}) {
  const time = { now: START.getTime() };
  const clock = () => new Date(time.now);
  const records = createMemoryRecordStore(clock);
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  const deployment: DeploymentGrants = {
    listed: administratorGrants((options.administrators ?? []).map(parsePrincipal)),
    unlisted: [],
  };
  const grants = createGrantReader({ records, deployment });
  const audit = createRecordAudit({ records, clock, newId });
  const counted: number[] = [];
  const deps = {
    issue: createTokenIssuer({ settings, key, clock, newId }),
    audit,
    refuse: boundRefusals(audit, { clock, onCounted: (count) => counted.push(count) }),
    clock,
    grants,
    resolve: createResolveProof({ records, grants }),
    defaultLifetimeSeconds: 900,
    maxLifetimeSeconds: 3600,
  };
  const put = async (record: ReturnType<typeof toGrantRecord>) => {
    const { revision } = (await records.get(record)) ?? {};
    await records.commit([{ kind: 'put', record, expected: revision ?? 'absent' }]);
  };
  return {
    time,
    clock,
    records,
    counted,
    issueForProof: createIssueForProof(deps),
    exchange: createExchangeToken(deps),
    verify: createTokenVerifier({ ...settings, keys }, clock),
    identity: (name: string, match: MatchDocument) =>
      put(toIdentityRecord({ name: parseResourceName(name), match: parseMatch(match) })),
    grant: (principal: string, namespace: string, permissions: string, expiresAt?: Date) =>
      put(toGrantRecord(sampleGrant(principal, namespace, permissions, expiresAt))),
    async audited() {
      const { records: found } = await records.list('AUDIT#2026-01-02', { limit: 1000 });
      return found.map((record) => readAuditRecord(record).event);
    },
    identities: () => records.list(IDENTITIES, { limit: 100 }),
  };
}

export function sampleGrant(
  principal: string,
  namespace: string,
  permissions: string,
  expiresAt: Date | null = null,
): Grant {
  return {
    principal: parsePrincipal(principal),
    namespace: parseGrantedNamespace(namespace),
    permissions: permissions.split(' ').map(parseGrantedPermission),
    expiresAt,
    reason: 'for the test',
    createdBy: parsePrincipal('identity:admin'),
    createdAt: START,
  };
}

export const ROLE_ARN = 'arn:aws:iam::123456789012:role/Publisher';

export const awsProof: AwsProof = {
  kind: 'aws',
  principal: parsePrincipal(ROLE_ARN),
  arn: 'arn:aws:sts::123456789012:assumed-role/Publisher/i-0abc',
  account: '123456789012',
  userId: 'AROAEXAMPLE:i-0abc',
  organization: 'o-abcdefghij',
  way: 'aws-gateway',
};

const GITHUB = 'https://token.actions.githubusercontent.com';

/** A proof by a token of the issuer that is called `github` here. */
export function tokenProof(claims: Record<string, unknown> = {}, expiresAt?: Date): TokenProof {
  const sub = 'repo:acme/vpc:ref:refs/heads/main';
  return {
    kind: 'token',
    principal: parsePrincipal(`oidc:${GITHUB}#${sub}`),
    issuer: 'github',
    claims: {
      iss: GITHUB,
      sub,
      aud: ['https://registry.test', 'other'],
      repository_owner: 'acme',
      repository_owner_id: '1234',
      ref: 'refs/heads/main',
      ...claims,
    },
    expiresAt: expiresAt ?? new Date(START.getTime() + 3_600_000),
    way: 'oidc',
  };
}

export const request = { id: 'request-1', source: '192.0.2.1' };
