import { afterAll, beforeAll, expect, test } from 'vitest';
import { openVariables, type Variables } from './support/variables.ts';

/** Whatever module would fall over it: its users know the names of the root module alone. */
let variables: Variables;
const undo: (() => Promise<void>)[] = [];
beforeAll(async () => {
  variables = await openVariables((end) => undo.push(end), 'terraform');
});
afterAll(async () => {
  for (const end of undo) await end();
});

const digest = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
const existing = { name: 'p', rest_api_id: 'a', parent_resource_id: 'b', stage: 'prod' };
const hs256 = { ways_in: ['hs256'] };
const secret_arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:scripts-AbCdEf';

/** What is wrong, the variable that it is wrong in, and how the sentence begins. */
const faults: readonly [string, object, string][] = [
  ['access', { source_ip_ranges: ['203.0.113.7'] }, 'access.source_ip_ranges must be'],
  ['access', { vpc_ids: ['vpce-1'] }, 'access.vpc_ids must be'],
  ['access', { vpc_endpoint_ids: ['vpc-1'] }, 'access.vpc_endpoint_ids must be'],
  [
    'access',
    { token_principals: ['arn:aws:iam::123456789012:root'] },
    'access.token_principals must be',
  ],
  ['access', { token_organization: 'r-ab12' }, 'access.token_organization must be'],
  ['api', { stage: 'v1/live' }, 'api.stage may hold'],
  ['api', { throttling: { rate: 0 } }, 'api.throttling.rate must be'],
  ['api', { throttling: { burst: 1.5 } }, 'api.throttling.burst must be'],
  ['api', { web_acl: { arn: 'arn:aws:waf::123456789012:webacl/x' } }, 'api.web_acl.arn must be'],
  ['api', { access_logs: { retention_days: 31 } }, 'api.access_logs.retention_days must be'],
  ['authorizer', { cache_seconds: 3601 }, 'authorizer.cache_seconds must be'],
  ['authorizer', { cache_seconds: 0.5 }, 'authorizer.cache_seconds must be'],
  ['authorizer', { brought: { function_arn: 'judge' } }, 'authorizer.brought.function_arn must be'],
  ['existing_api', { ...existing, path: '/a/b' }, 'existing_api.path must be'],
  [
    'existing_api',
    { ...existing, url: 'https://api.example.com/a%20b/registry' },
    'existing_api.url must be',
  ],
  ['functions', { runtime: 'nodejs20.x' }, 'functions.runtime must be'],
  ['functions', { runtime: 'python3.13' }, 'functions.runtime must be'],
  ['functions', { architecture: 'arm' }, 'functions.architecture must be'],
  ['functions', { vpc: { subnet_ids: [], security_group_ids: ['sg-1'] } }, 'functions.vpc needs'],
  ['functions', { log_retention_days: 31 }, 'functions.log_retention_days must be'],
  ['functions', { read: { memory_mb: 10_241 } }, 'Each memory_mb of functions must be'],
  ['functions', { publish: { timeout_seconds: 30 } }, 'Each timeout_seconds of functions must be'],
  ['functions', { access: { timeout_seconds: 0.5 } }, 'Each timeout_seconds of functions must be'],
  [
    'functions',
    { authorizer: { reserved_concurrency: -1 } },
    'Each reserved_concurrency of functions must be',
  ],
  [
    'functions',
    { s3: { bucket: 'b', sha256: { read: digest.slice(1) } } },
    'Each of functions.s3.sha256 must be',
  ],
  ['tokens', { ...hs256, hs256: { secret_arn: 'scripts' } }, 'tokens.hs256.secret_arn must be'],
  [
    'tokens',
    { ...hs256, hs256: { secret_arn: secret_arn.slice(0, -7) } },
    'tokens.hs256.secret_arn must be',
  ],
  [
    'tokens',
    { ...hs256, hs256: { secret_arn, kms_key_arn: 'alias/scripts' } },
    'tokens.hs256.kms_key_arn must be',
  ],
  ['tokens', { ...hs256, hs256: { secret_arn, scope: 'read:acme' } }, 'tokens.hs256.scope must be'],
  [
    'tokens',
    { sts_hosts: ['https://sts.amazonaws.com'] },
    'tokens.issuer_private_hosts and tokens.sts_hosts must be',
  ],
  [
    'tokens',
    { key_administrators: ['arn:aws:sts::123456789012:assumed-role/Admin/jane'] },
    'Each of tokens.key_administrators must be',
  ],
  [
    'packages',
    { max_entries: 0 },
    'packages.max_packed_bytes, packages.max_unpacked_bytes and packages.max_entries must be',
  ],
];

test.each(faults)(
  'a fault of %s, %j, is told in its words: %s',
  async (variable, value, sentence) => {
    const { code, stderr } = await variables.plan({ [variable]: value });
    expect(code).toBe(1);
    // Without the frame and the line breaks that the tool puts around it.
    expect(stderr.replaceAll(/[│╷╵\s]+/g, ' ')).toContain(` ${sentence} `);
  },
);
