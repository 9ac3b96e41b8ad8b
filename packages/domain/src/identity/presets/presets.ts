import type { IssuerPreset } from '../issuer.ts';
import type { Preset } from './preset.ts';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DIGITS = /^\d+$/;
const ANY_URL = /^https:\/\/./;

export const PRESETS: Readonly<Record<IssuerPreset, Preset>> = {
  // docs.github.com, "OpenID Connect reference". Also of an enterprise, on ghe.com, and of GitHub
  // Enterprise Server.
  github: {
    issuers:
      /^https:\/\/(?:token\.actions\.githubusercontent\.com(?:\/[\w-]+)?|token\.actions\.[\w-]+\.ghe\.com|[^/]+\/_services\/token)$/,
    example: 'https://token.actions.githubusercontent.com',
    algorithms: ['RS256'],
    ids: { repository_owner_id: DIGITS, repository_id: DIGITS },
    // A repository can be moved to another owner, and takes its id along: the owner's is needed.
    names: { repository_owner: 'repository_owner_id' },
  },
  // docs.gitlab.com, "OpenID Connect (OIDC) Authentication Using ID Tokens", token payload.
  gitlab: {
    issuers: ANY_URL,
    certain: /^https:\/\/gitlab\.com$/,
    example: 'https://gitlab.com',
    algorithms: ['RS256'],
    ids: { namespace_id: DIGITS, project_id: DIGITS },
    names: { namespace_path: 'namespace_id' },
  },
  // buildkite.com/docs, "buildkite-agent oidc"; the ids are there where a job asks for them, by
  // --claim organization_id,pipeline_id.
  buildkite: {
    issuers: /^https:\/\/agent\.buildkite\.com$/,
    example: 'https://agent.buildkite.com',
    algorithms: ['RS256'],
    ids: { organization_id: uuid(), pipeline_id: uuid() },
    names: { organization_slug: 'organization_id', pipeline_slug: 'pipeline_id' },
  },
  // circleci.com/docs, "Using OpenID Connect tokens in jobs": each organization is an issuer, under
  // its id.
  circleci: {
    issuers: new RegExp(`^https://[^/]+/org/${UUID}$`),
    example: 'https://oidc.circleci.com/org/<organization id>',
    algorithms: ['RS256'],
    ids: {},
    names: {},
  },
  // support.atlassian.com, "Integrate Pipelines with resource servers using OIDC": each workspace
  // is an issuer, but under a name that it can give up. UUIDs are mostly in braces.
  bitbucket: {
    issuers:
      /^https:\/\/api\.bitbucket\.org\/2\.0\/workspaces\/[\w-]+\/pipelines-config\/identity\/oidc$/,
    example: 'https://api.bitbucket.org/2.0/workspaces/<workspace>/pipelines-config/identity/oidc',
    algorithms: ['RS256'],
    ids: { workspaceUuid: uuid('\\{?', '\\}?'), repositoryUuid: uuid('\\{?', '\\}?') },
    names: {},
  },
  // developer.hashicorp.com, "Workload identity", token specification; also Terraform Enterprise.
  'terraform-cloud': {
    issuers: ANY_URL,
    certain: /^https:\/\/app\.(?:eu\.)?terraform\.io$/,
    example: 'https://app.terraform.io',
    algorithms: ['RS256'],
    ids: {
      terraform_organization_id: /^org-\w+$/,
      terraform_project_id: /^prj-\w+$/,
      terraform_workspace_id: /^ws-\w+$/,
    },
    names: {
      terraform_organization_name: 'terraform_organization_id',
      terraform_project_name: 'terraform_project_id',
      terraform_workspace_name: 'terraform_workspace_id',
    },
  },
  // kubernetes.io, "Managing Service Accounts". A cluster is an issuer of its own; names in it are
  // given by those who run it, so that they are as good as ids where the namespace is fixed.
  kubernetes: {
    issuers: ANY_URL,
    certain: /^https:\/\/oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/id\/\w+$/,
    example: 'https://oidc.eks.eu-central-1.amazonaws.com/id/<cluster id>',
    algorithms: ['RS256'],
    ids: {
      sub: /^system:serviceaccount:[^:]+:[^:]+$/,
      'kubernetes.io/namespace': /^[a-z0-9-]+$/,
      'kubernetes.io/serviceaccount/uid': uuid(),
    },
    subjectPatterns: /^system:serviceaccount:[^:*]+:[^:]+$/,
    names: {},
  },
  // developers.google.com, "OpenID Connect", an ID token's payload: `sub` is never given again; an
  // address is, and anybody with a service account can have a token for any audience.
  google: {
    issuers: /^https:\/\/accounts\.google\.com$/,
    example: 'https://accounts.google.com',
    algorithms: ['RS256'],
    ids: { sub: DIGITS },
    names: {},
  },
  // AWS IAM user guide, "Understanding token claims" of outbound identity federation: each account
  // is an issuer of its own.
  aws: {
    issuers: /^https:\/\/[0-9a-z-]+\.tokens\.sts\.global\.api\.aws$/,
    example: 'https://<id>.tokens.sts.global.api.aws',
    algorithms: ['ES384', 'RS256'],
    ids: {},
    names: { aws_account: null, aws_organization: null },
  },
};

function uuid(before = '', after = ''): RegExp {
  return new RegExp(`^${before}${UUID}${after}$`);
}
