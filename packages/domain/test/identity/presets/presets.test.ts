import { describe, expect, it } from 'vitest';
import {
  checkBinding,
  createGrantReader,
  createResolveProof,
  formatScope,
  fullScope,
  heldBy,
  InvalidError,
  ISSUER_PRESETS,
  type IssuerPreset,
  keepsSubjects,
  matchesProof,
  type NewRecord,
  oidcPrincipal,
  PRESETS,
  type Principal,
  parseGrantedNamespace,
  parseMatch,
  parsePrincipal,
  parseResourceName,
  presetOf,
  type TokenMatch,
  type TokenMatchDocument,
  type TokenProof,
  toGrantRecord,
  toIdentityRecord,
  variablesOf,
} from '../../../src/index.ts';
import { createMemoryRecordStore } from '../../../src/testing/index.ts';
import { TOKENS } from './tokens.ts';

type Wanted = Partial<TokenMatchDocument>;

function matchOf(wanted: Wanted): TokenMatch {
  const match = parseMatch({ issuer: 'ci', ...wanted });
  if (match.kind !== 'token') throw new Error('That is no match of tokens.');
  return match;
}

function proofOf(preset: IssuerPreset, change: Readonly<Record<string, unknown>> = {}): TokenProof {
  const claims = { ...TOKENS[preset], ...change };
  return {
    kind: 'token',
    way: 'oidc',
    principal: oidcPrincipal(String(claims['iss']), String(claims['sub'])),
    issuer: 'ci',
    preset,
    claims,
    expiresAt: new Date(1),
    ...(preset === 'aws' && { aws: { account: '123456789012', organization: 'o-abc1234567' } }),
  };
}

describe('the issuer of a preset', () => {
  it.each(ISSUER_PRESETS)('of %s is one whose tokens look so', (preset) => {
    expect(presetOf(String(TOKENS[preset]['iss']), preset)).toBe(preset);
  });

  it.each<[IssuerPreset, string]>([
    ['github', 'https://token.actions.githubusercontent.com/octocat-inc'],
    ['github', 'https://token.actions.octocorp.ghe.com'],
    ['github', 'https://github.corp.example/_services/token'],
    ['gitlab', 'https://gitlab.corp.example:8443/gitlab'],
    ['terraform-cloud', 'https://tfe.corp.example'],
    ['circleci', 'https://circleci.corp.example/org/0193abcd-1234-5678-abcd-ef0123456789'],
  ])('%s may be %s', (preset, issuer) => {
    expect(presetOf(issuer, preset)).toBe(preset);
  });

  it.each<[IssuerPreset, string]>([
    ['github', 'https://gitlab.com'],
    ['github', 'https://token.actions.githubusercontent.com.evil.test'],
    ['github', 'https://token.actions.githubusercontent.com/'],
    ['buildkite', 'https://buildkite.com'],
    ['circleci', 'https://oidc.circleci.com/org/acme'],
    ['circleci', 'https://oidc.circleci.com'],
    ['bitbucket', 'https://bitbucket.org'],
    ['google', 'https://accounts.google.com/'],
    ['aws', 'https://sts.amazonaws.com'],
    ['aws', 'https://evil.test/x.tokens.sts.global.api.aws'],
  ])('%s is not %s', (preset, issuer) => {
    expect(() => presetOf(issuer, preset)).toThrow(InvalidError);
  });

  it('may be any where there is no preset', () => {
    expect(presetOf('https://anything.test')).toBeUndefined();
    expect(presetOf('https://gitlab.com.evil.test')).toBeUndefined();
    expect(() => presetOf('https://anything.test', 'github')).toThrow(PRESETS.github.example);
  });

  it.each<[IssuerPreset, string]>([
    ...ISSUER_PRESETS.map((preset): [IssuerPreset, string] => [
      preset,
      String(TOKENS[preset]['iss']),
    ]),
    ['github', 'https://token.actions.githubusercontent.com/octocat-inc'],
    ['github', 'https://token.actions.octocorp.ghe.com'],
    ['github', 'https://github.corp.example/_services/token'],
    ['terraform-cloud', 'https://app.eu.terraform.io'],
    ['kubernetes', 'https://oidc.eks.cn-north-1.amazonaws.com.cn/id/ABCDEF0123456789'],
  ])('is of %s whatever is said of %s', (preset, issuer) => {
    expect(presetOf(issuer, null)).toBe(preset);
    for (const other of ISSUER_PRESETS) {
      if (other === preset) continue;
      expect(() => presetOf(issuer, other)).toThrow(InvalidError);
    }
  });
});

describe('an identity', () => {
  it.each<[IssuerPreset, Wanted]>([
    ['github', { claims: { repository_owner_id: '65' } }],
    ['github', { claims: { repository_id: '74', ref: ['refs/heads/main', 'refs/tags/*'] } }],
    ['github', { claims: { repository_owner_id: ['64', '65'] } }],
    ['github', { claims: { repository_owner_id: '65', repository: ['octo-org/*'] } }],
    ['gitlab', { claims: { namespace_id: '72' } }],
    ['gitlab', { claims: { project_id: '20', ref_protected: 'false' } }],
    ['buildkite', { claims: { organization_id: '0184990a-477b-4fa8-9968-496074483aaa' } }],
    ['buildkite', { claims: { pipeline_id: '0184990a-477b-4fa8-9968-496074483bbb' } }],
    ['circleci', { claims: { 'oidc.circleci.com/vcs-ref': 'refs/heads/main' } }],
    ['circleci', { subject_pattern: 'org/*/project/0c2a6e58-3a6f-4c2b-9f2a-1d2e3f4a5b6c/*' }],
    ['bitbucket', { claims: { workspaceUuid: '{8a1fdada-cbc0-452c-81ce-07534945e18b}' } }],
    ['bitbucket', { claims: { repositoryUuid: '{437da666-7aab-4b60-a947-ec542536ca0d}' } }],
    ['terraform-cloud', { claims: { terraform_organization_id: 'org-GRNbCjYNpBB6NEBH' } }],
    ['terraform-cloud', { claims: { terraform_project_id: 'prj-vegSA59s1XPwMr2t' } }],
    ['terraform-cloud', { claims: { terraform_workspace_id: 'ws-mbsd5E3Ktt5Rg2Xm' } }],
    ['kubernetes', { subject: 'system:serviceaccount:my-namespace:my-sa' }],
    ['kubernetes', { subject_pattern: 'system:serviceaccount:my-namespace:*' }],
    ['kubernetes', { claims: { 'kubernetes.io/namespace': 'my-namespace' } }],
    [
      'kubernetes',
      { claims: { 'kubernetes.io/serviceaccount/uid': '14ee3fa4-a7e2-420f-9f9a-dbc4507c3798' } },
    ],
    ['google', { subject: '107517467455664443766' }],
    ['aws', { subject: 'arn:aws:iam::123456789012:role/DataProcessingRole' }],
    ['aws', { subject_pattern: 'arn:aws:iam::123456789012:role/*' }],
  ])('of %s may bind %j, and means that token', (preset, wanted) => {
    const match = matchOf(wanted);
    expect(() => checkBinding(preset, match)).not.toThrow();
    expect(matchesProof(match, proofOf(preset))).toBe(true);
  });

  it.each<[IssuerPreset, Wanted]>([
    ['github', { claims: { repository_owner: 'octo-org' } }],
    ['github', { claims: { repository: 'octo-org/octo-repo' } }],
    ['github', { subject: 'repo:octo-org/octo-repo:environment:prod' }],
    ['github', { subject_pattern: 'repo:octo-org/*' }],
    ['github', { claims: { actor_id: '12' } }],
    ['github', { claims: { repository_owner_id: ['65*', '12345*'] } }],
    ['github', { claims: { repository_owner_id: ['65', '1234*'] } }],
    ['github', { claims: { repository_owner_id: 'octo-org' } }],
    ['github', { claims: { repository_owner_id: '65', repository_id: 'octo-repo' } }],
    ['gitlab', { claims: { namespace_path: 'my-group' } }],
    ['gitlab', { claims: { project_path: 'my-group/my-project' } }],
    ['gitlab', { claims: { namespace_id: 'my-group' } }],
    ['buildkite', { claims: { organization_slug: 'acme-inc' } }],
    ['buildkite', { claims: { organization_id: 'acme-inc' } }],
    ['buildkite', { subject_pattern: 'organization:acme-inc:*' }],
    ['bitbucket', { claims: { branchName: 'main' } }],
    ['bitbucket', { subject_pattern: '{437da666-7aab-4b60-a947-ec542536ca0d}:*' }],
    ['terraform-cloud', { claims: { terraform_organization_name: 'my-org' } }],
    ['terraform-cloud', { claims: { terraform_organization_id: 'my-org' } }],
    ['terraform-cloud', { subject_pattern: 'organization:my-org:*' }],
    ['kubernetes', { subject_pattern: 'system:serviceaccount:*' }],
    ['kubernetes', { subject_pattern: 'system:serviceaccount:*:my-sa' }],
    ['kubernetes', { subject_pattern: 'system:serviceaccount:my-*:my-sa' }],
    ['kubernetes', { subject_pattern: 'system:*:my-namespace:my-sa' }],
    ['kubernetes', { subject: 'system:node:my-node' }],
    ['google', { claims: { email: 'ci@my-project.iam.gserviceaccount.com' } }],
    ['google', { claims: { hd: 'acme.example' } }],
    ['google', { subject: 'ci@my-project.iam.gserviceaccount.com' }],
    ['google', { subject_pattern: '1075*' }],
  ])('of %s may not bind only %j', (preset, wanted) => {
    expect(() => checkBinding(preset, matchOf(wanted))).toThrow(InvalidError);
  });

  it('may bind anything where no preset knows better', () => {
    expect(() => checkBinding(undefined, matchOf({ claims: { team: 'a' } }))).not.toThrow();
  });
});

/** What the bearer of `proof` may download, if the identity `ours` matches and has such a grant. */
async function namespaces(
  proof: TokenProof,
  wanted: Wanted,
  namespace: string,
  grantee: Principal = parsePrincipal('identity:ours'),
): Promise<string[]> {
  const records = createMemoryRecordStore(() => new Date(0));
  const kept: NewRecord[] = [
    toIdentityRecord({ name: parseResourceName('ours'), match: matchOf(wanted) }),
    toGrantRecord({
      principal: grantee,
      namespace: parseGrantedNamespace(namespace),
      permissions: ['download'],
      expiresAt: null,
      reason: 'ours',
      createdBy: null,
      createdAt: null,
    }),
  ];
  await records.commit(kept.map((record) => ({ kind: 'put', record, expected: 'absent' })));
  const deployment = { listed: [], unlisted: [] };
  const resolve = createResolveProof({
    records,
    grants: createGrantReader({ records, deployment }),
  });
  const [named, found] = await Promise.all([
    resolve(proof, parseResourceName('ours')),
    resolve(proof, undefined),
  ]);
  const scopes = [named, found].map((resolved) =>
    'reason' in resolved
      ? ''
      : formatScope(fullScope(heldBy(resolved.grants, variablesOf(proof), new Date(0)))),
  );
  if (grantee === 'identity:ours') expect(scopes[0]).toBe(scopes[1]);
  return (scopes[1] ?? '').split(' ').map((entry) => entry.replace('download:', ''));
}

describe('a claim in the namespace of a grant', () => {
  it.each<[IssuerPreset, Wanted, string, string]>([
    ['github', { claims: { repository_owner_id: '65' } }, '{repository_owner}', 'octo-org'],
    [
      'github',
      { claims: { repository_owner_id: '65' } },
      'gh-{repository_owner}-*',
      'gh-octo-org-*',
    ],
    [
      'github',
      { claims: { repository_id: '74', environment: ['prod', 'test'] } },
      '{environment}',
      'prod',
    ],
    ['gitlab', { claims: { namespace_id: '72' } }, '{namespace_path}', 'my-group'],
    [
      'buildkite',
      { claims: { organization_id: '0184990a-477b-4fa8-9968-496074483aaa' } },
      '{organization_slug}',
      'acme-inc',
    ],
    [
      'terraform-cloud',
      { claims: { terraform_organization_id: 'org-GRNbCjYNpBB6NEBH' } },
      '{terraform_organization_name}',
      'my-org',
    ],
    ['aws', { subject_pattern: 'arn:aws:iam::*' }, '{aws_account}', '123456789012'],
    ['aws', { subject_pattern: 'arn:aws:iam::*' }, '{aws_organization}', 'o-abc1234567'],
  ])('of %s with %j fills %s: %s', async (preset, wanted, namespace, filled) => {
    expect(await namespaces(proofOf(preset), wanted, namespace)).toEqual([filled]);
  });

  it.each<[string, IssuerPreset, Wanted, string]>([
    [
      'whoever pushes names a branch',
      'github',
      { claims: { repository_owner_id: '65' } },
      '{head_ref}',
    ],
    [
      'a workflow names its environment',
      'github',
      { claims: { repository_owner_id: '65' } },
      '{environment}',
    ],
    [
      'a pattern is no list',
      'github',
      { claims: { repository_owner_id: '65', environment: ['pro*'] } },
      '{environment}',
    ],
    [
      'a repository can get another owner',
      'github',
      { claims: { repository_id: '74' } },
      '{repository_owner}',
    ],
    ['somebody runs it', 'github', { claims: { repository_owner_id: '65' } }, '{actor}'],
    [
      'a project can get another group',
      'gitlab',
      { claims: { project_id: '20' } },
      '{namespace_path}',
    ],
    ['somebody runs it', 'gitlab', { claims: { namespace_id: '72' } }, '{user_login}'],
    ['whoever pushes names a branch', 'gitlab', { claims: { namespace_id: '72' } }, '{ref}'],
    [
      'whoever pushes names a branch',
      'bitbucket',
      { claims: { workspaceUuid: '{8a1fdada-cbc0-452c-81ce-07534945e18b}' } },
      '{branchName}',
    ],
    [
      'a workspace names itself',
      'terraform-cloud',
      { claims: { terraform_organization_id: 'org-GRNbCjYNpBB6NEBH' } },
      '{terraform_workspace_name}',
    ],
  ])('fills nothing where %s: %s %j %s', async (_, preset, wanted, namespace) => {
    expect(await namespaces(proofOf(preset), wanted, namespace)).toEqual(['']);
  });

  it('fills what the administrator says where no preset knows the issuer', async () => {
    const { preset: _, ...proof } = proofOf('github');
    const wanted = { claims: { repository_id: '74' } };
    expect(await namespaces(proof, wanted, '{environment}')).toEqual(['prod']);
  });

  it.each<[IssuerPreset, boolean]>([
    ['github', false],
    ['gitlab', false],
    ['buildkite', false],
    ['bitbucket', false],
    ['terraform-cloud', false],
    ['circleci', true],
    ['kubernetes', true],
    ['google', true],
    ['aws', true],
  ])('is that of a bare subject of %s only where subjects are no names: %s', async (preset, is) => {
    const proof = proofOf(preset);
    const wanted = { claims: { repository_id: 'another' } };
    const own = await namespaces(proof, wanted, 'octo-org', proof.principal);
    expect(own).toEqual([is ? 'octo-org' : '']);
    expect(await namespaces(proof, wanted, '{environment}', proof.principal)).toEqual(['']);
    expect(keepsSubjects(preset)).toBe(is);
  });

  it('that is no name fills nothing, however well it is bound', async () => {
    const wanted = { claims: { repository_owner_id: '65' } };
    for (const repository_owner of ['a/b', '*', 'a*', '', 'a b', '{x}', 5, ['acme'], null]) {
      const proof = proofOf('github', { repository_owner });
      expect(await namespaces(proof, wanted, '{repository_owner}')).toEqual(['']);
    }
  });
});
