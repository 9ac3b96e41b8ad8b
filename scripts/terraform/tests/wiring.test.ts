import { beforeAll, expect, test } from 'vitest';
import { openOnEmulator } from './support/emulator.ts';
import { type Planned, plannedEverywhere } from './support/planned-resources.ts';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/logs';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:on-call';
const KEEPER = 'arn:aws:iam::123456789012:role/key-keeper';
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/a';

/** Each is what no default is. */
const variables = {
  name: 'acme',
  tags: { team: 'platform' },
  domain: { name: 'registry.example.com', certificate_arn: CERTIFICATE },
  api: {
    metrics: true,
    tracing: true,
    access_logs: { retention_days: 90, kms_key_arn: KEY, account_role: true },
  },
  tokens: { key_administrators: [KEEPER] },
  table: { billing_mode: 'PROVISIONED' },
  functions: {
    architecture: 'x86_64',
    tracing: true,
    vpc: { subnet_ids: ['subnet-1'], security_group_ids: ['sg-1'] },
    log_retention_days: 180,
    log_kms_key_arn: KEY,
  },
  operations: { alarm_actions: [TOPIC], alarms: { function_throttles: 1 } },
};

/** What this version of the provider does not know yet: it then says what it was given. */
const RUNTIME = 'nodejs24.x';
const TLS = 'SecurityPolicy_TLS13_1_3_2025_09';

let planned: readonly Planned[];
let said: { readonly ofRuntime: string; readonly ofTls: string };
beforeAll(async () => {
  const ends: (() => Promise<void>)[] = [];
  const settings = { folder: '.', tool: 'terraform', variables };
  const { root } = await openOnEmulator((end) => ends.push(end), settings);
  const refusalOf = async (changed: object) => {
    await root.setVariables({ ...variables, ...changed });
    return (await root.run('plan', '-input=false')).stderr;
  };
  planned = plannedEverywhere(await root.plan());
  said = {
    ofRuntime: await refusalOf({ functions: { ...variables.functions, runtime: RUNTIME } }),
    ofTls: await refusalOf({ domain: { ...variables.domain, security_policy: TLS } }),
  };
  for (const end of ends.reverse()) await end();
});

/** Of each resource of the type what is asked for, `name.0.name`; at least one is there. */
function valuesOf(type: string, path: string): unknown[] {
  const found = planned.filter((resource) => resource.type === type);
  expect(found.length, `no ${type} is planned`).toBeGreaterThan(0);
  return found.map(({ values }) => path.split('.').reduce(memberOf, values));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map(Object.entries(value)).get(name)
    : undefined;
}

test.each([
  ['aws_lambda_function', 'architectures.0', 'x86_64'],
  ['aws_lambda_function', 'tracing_config.0.mode', 'Active'],
  ['aws_lambda_function', 'vpc_config.0.subnet_ids.0', 'subnet-1'],
  ['aws_lambda_function', 'vpc_config.0.security_group_ids.0', 'sg-1'],
  ['aws_cloudwatch_log_group', 'kms_key_id', KEY],
  ['aws_cloudwatch_metric_alarm', 'alarm_actions.0', TOPIC],
  ['aws_api_gateway_stage', 'xray_tracing_enabled', true],
  ['aws_api_gateway_method_settings', 'settings.0.metrics_enabled', true],
  ['aws_api_gateway_domain_name', 'regional_certificate_arn', CERTIFICATE],
])('what the root is told reaches each %s: %s', (type, path, value) => {
  expect(new Set(valuesOf(type, path))).toEqual(new Set([value]));
});

test('the runtime reaches each function, and the policy of TLS the domain', () => {
  expect(said.ofRuntime.split(`got ${RUNTIME}`)).toHaveLength(5 + 1);
  expect(said.ofTls).toContain(`got ${TLS}`);
});

test('of the functions the authorizer alone is watched by its log', () => {
  const alarms = planned.filter(({ type }) => type === 'aws_cloudwatch_metric_alarm');
  const byLog = alarms.filter(({ values }) => /^LoggedErrors/.test(String(values['metric_name'])));
  expect(byLog.map(({ values }) => values['alarm_name'])).toEqual(['acme-authorizer-errors']);
});

test('logs are kept for as long as was said, of functions and of the API', () => {
  const days = valuesOf('aws_cloudwatch_log_group', 'retention_in_days');
  expect(days.toSorted()).toEqual([180, 180, 180, 180, 180, 90]);
});

test('the administrators of the keys stand in the policy of each', () => {
  const policies = valuesOf('aws_kms_key', 'policy').map((text) => JSON.parse(String(text)));
  for (const { Statement } of policies) {
    expect(Statement).toContainEqual(
      expect.objectContaining({ Sid: 'Administrators', Principal: { AWS: [KEEPER] } }),
    );
  }
});

test('whatever can carry tags has those that were given and the name of the registry', () => {
  const taggable = planned.filter(({ values }) => 'tags_all' in values);
  expect(new Set(taggable.map(({ type }) => type)).size).toBeGreaterThan(8);
  const untagged = taggable.filter(({ values: { tags_all: tags } }) => {
    return memberOf(tags, 'registry') !== 'acme' || memberOf(tags, 'team') !== 'platform';
  });
  expect(untagged.map(({ address }) => address)).toEqual([]);
});
