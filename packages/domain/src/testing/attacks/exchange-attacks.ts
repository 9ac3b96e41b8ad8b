import type { AttackSession } from './attack-session.ts';
import { TOKEN_TYPES } from './token-types.ts';

const { ACCESS_TOKEN, ID_TOKEN, PROOF } = TOKEN_TYPES;

/** A form for the token endpoint that asks for more than its sender has. */
export interface ExchangeAttack {
  readonly name: string;
  readonly error: RegExp;
  readonly form: (session: AttackSession) => Promise<[name: string, value: string][]>;
}

/** More of what a bearer of `download:… upload:…` has not. */
const wider = (name: string, scope: (namespace: string) => string): ExchangeAttack => ({
  name: `a token of ours for ${name}`,
  error: /^invalid_scope$/,
  form: async ({ accessToken, namespace }) => [
    ['subject_token', accessToken],
    ['subject_token_type', ACCESS_TOKEN],
    ['scope', scope(namespace)],
  ],
});
const jobFor = (name: string, scope: (namespace: string) => string): ExchangeAttack => ({
  name: `a job for ${name}`,
  error: /^invalid_scope$/,
  form: async ({ secret, world, namespace }) => [
    ['subject_token', secret(world.token({}))],
    ['subject_token_type', ID_TOKEN],
    ['scope', scope(namespace)],
  ],
});
const SCOPES: readonly [name: string, scope: (namespace: string) => string][] = [
  ['everything', () => 'admin'],
  ['every namespace', () => 'download:*'],
  ['all that begins like its namespace', (namespace) => `upload:${namespace}*`],
  ['its namespace in capitals', (namespace) => `download:${namespace.toUpperCase()}`],
  ['a beginning of its namespace', (namespace) => `download:${namespace.slice(0, -1)}`],
  ['the right to grant', (namespace) => `create_grant:${namespace}`],
  ['what it has and a little more', (namespace) => `download:${namespace} download:other`],
  ['a scope that is none', (namespace) => `download:${namespace},upload:*`],
  ['a permission that is none', (namespace) => `root:${namespace}`],
];
const asType = (
  name: string,
  type: string,
  token: (session: AttackSession) => Promise<string>,
) => ({
  name,
  error: /^invalid_(?:grant|request)$/,
  form: async (session: AttackSession): Promise<[string, string][]> => [
    ['subject_token', await token(session)],
    ['subject_token_type', type],
  ],
});
const form = (
  name: string,
  fields: (job: string, session: AttackSession) => [string, string][],
): ExchangeAttack => ({
  name,
  error: /^(?:invalid_(?:grant|request)|unsupported_grant_type)$/,
  form: async (session) => fields(session.secret(session.world.token({})), session),
});

export const EXCHANGE_ATTACKS: readonly ExchangeAttack[] = [
  ...SCOPES.map((row) => wider(...row)),
  ...SCOPES.map((row) => jobFor(...row)),
  asType('a token of ours as a job', ID_TOKEN, async ({ accessToken }) => accessToken),
  asType('a token of ours as a proof', PROOF, async ({ accessToken }) => accessToken),
  asType('a job as a token of ours', ACCESS_TOKEN, async ({ secret, world }) =>
    secret(world.token({})),
  ),
  asType('a job as a proof', PROOF, async ({ secret, world }) => secret(world.token({}))),
  asType('a proof as a token of ours', ACCESS_TOKEN, (session) => session.proof()),
  asType('a proof as a job', ID_TOKEN, (session) => session.proof()),
  form('two subjects', (job, { accessToken }) => [
    ['subject_token', job],
    ['subject_token', accessToken],
    ['subject_token_type', ID_TOKEN],
  ]),
  form('two types', (job) => [
    ['subject_token', job],
    ['subject_token_type', ID_TOKEN],
    ['subject_token_type', ACCESS_TOKEN],
  ]),
  form('a type of a prototype', (job) => [
    ['subject_token', job],
    ['subject_token_type', '__proto__'],
  ]),
  form('another grant', (job) => [
    ['grant_type', 'client_credentials'],
    ['subject_token', job],
    ['subject_token_type', ID_TOKEN],
  ]),
  form('an identity that is somebody else', (job, { id }) => [
    ['subject_token', job],
    ['subject_token_type', ID_TOKEN],
    ['identity', `aws-${id}`],
  ]),
  form('an identity that does not exist', (job) => [
    ['subject_token', job],
    ['subject_token_type', ID_TOKEN],
    ['identity', 'administrator'],
  ]),
  form('an identity for a token that has one', (_, { accessToken, id }) => [
    ['subject_token', accessToken],
    ['subject_token_type', ACCESS_TOKEN],
    ['identity', `aws-${id}`],
  ]),
  form('a time that never ends', (job) => [
    ['subject_token', job],
    ['subject_token_type', ID_TOKEN],
    ['expires_in', '1e9'],
  ]),
];

/** Claims that would break out of `gh-{repository_owner}` if they were put there as they are. */
export const TEMPLATE_ATTACKS: readonly unknown[] = [
  ...['*', 'acme*', 'x upload:*', 'x admin', '../acme', 'a/b', '', ' ', 'acme\n', '-acme', 'acme-'],
  ...['{repository_owner}', '{sub}', 'аcme', 'ａcme', 'a'.repeat(65), '__proto__\0', 'a:b', 'a,b'],
  ...[7, true, null, ['acme'], { toString: 'acme' }],
];
