/** Values of settings that the functions' parsers and Terraform's validations must judge alike. */

const ACCOUNT = '123456789012';
const GITHUB = 'token.actions.githubusercontent.com';

/**
 * Not here is what the plan alone refuses: `token:<name>`, issuers without TLS, `*` in an ARN, a
 * session that is called one of IAM and not of STS.
 */
export const ADMINISTRATORS: readonly string[] = [
  `arn:aws:iam::${ACCOUNT}:role/Admin`,
  `arn:aws:iam::${ACCOUNT}:role/platform/team.a/Admin+1@x`,
  `arn:aws-us-gov:iam::${ACCOUNT}:user/ops/jane`,
  `arn:aws-cn:sts::${ACCOUNT}:assumed-role/Admin/jane@example.com`,
  `arn:aws:iam::${ACCOUNT}:root`,
  `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
  'identity:root',
  'identity:Root_1.a',
  'oidc:https://id.example.com#service-7',
  `oidc:https://id.example.com/realms/acme#a:b/c`,

  `arn:aws:iam::${ACCOUNT}:group/admins`,
  `arn:aws:iam::${ACCOUNT}:policy/Admin`,
  `arn:aws:iam::${ACCOUNT}:instance-profile/Admin`,
  `arn:aws:iam::${ACCOUNT}:role/`,
  `arn:aws:iam::${ACCOUNT}:role/${'x'.repeat(65)}`,
  `arn:aws:iam::${ACCOUNT}:role/platform/`,
  `arn:aws:iam::${ACCOUNT}:user/bob smith`,
  `arn:aws:iam::${ACCOUNT}:user/zoë`,
  `arn:aws:iam::12345:role/Admin`,
  `arn:aws:sts::${ACCOUNT}:assumed-role/Admin`,
  `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/jane/doe`,
  `arn:aws:sts::${ACCOUNT}:root`,
  `arn:other:iam::${ACCOUNT}:role/Admin`,
  'identity:',
  'identity:-a',
  'identity:a b',
  'oidc:https://id.example.com',
  'oidc:https://id.example.com#',
  'oidc:https://id.example.com#a b',
  `oidc:https://${GITHUB}#repo:acme/vpc:ref:refs/heads/main`,
  'oidc:https://gitlab.com#project_path:acme/vpc:ref_type:branch:ref:main',
  'alice',
];

export const HOSTS: readonly string[] = [
  'sts.eu-west-1.amazonaws.com',
  'Git.Example.com:8443',
  'a_b',
  '10.0.0.1:80',
  '[fd00::1]:443',
  '[fd00::1]',

  'https://sts.amazonaws.com',
  'sts.amazonaws.com/',
  'example.com.',
  '-example.com',
  'example.com:',
  'example.com:0',
  'example.com:123456',
  'fd00::1',
  'a b',
  '*.example.com',
];

export const SCOPES: readonly string[] = [
  'admin',
  'download:*',
  'download:acme upload:acme-*',
  'create_grant:a_b delete_grant:a-*',
  `download:${'a'.repeat(64)}`,
  `download:${'a'.repeat(64)}*`,

  'download',
  'read:acme',
  'download:',
  'download:acme-',
  'download:-acme',
  'download:a*b',
  'download:acme  upload:acme',
  ' download:acme',
  'download:acme,upload:acme',
  `download:${'a'.repeat(66)}`,
  'admin:acme',
];

export const NUMBERS: readonly number[] = [
  ...[-1, 0, 0.5, 1, 1.5, 60, 60.5, 3600, 3601, 86_400, 86_400.5],
  ...[86_401, 10_485_760, Number.MAX_SAFE_INTEGER],
];

export const BASE_PATHS: readonly string[] = [
  '/registry',
  '/tools.v1_a-b',

  'registry',
  '/registry/',
  '//registry',
  '/a b',
  '/a%20b',
  '/a?b',
  '/a#b',
  '/{proxy+}',
];

export const LOG_LEVELS: readonly string[] = ['debug', 'silent', 'verbose', 'INFO'];
