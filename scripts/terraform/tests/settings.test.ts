import { expect, onTestFinished, test } from 'vitest';
import type { ZodMiniType } from 'zod/mini';
import { AuthorizerSettings } from '../../../packages/authorizer/src/config.ts';
import { AccessSettings } from '../../../packages/registry/src/access/config.ts';
import { PublishSettings } from '../../../packages/registry/src/publish/config.ts';
import { ReadSettings } from '../../../packages/registry/src/read/config.ts';
import { TokenIssuerSettings } from '../../../packages/token-issuer/src/config.ts';
import {
  ADMINISTRATORS,
  BASE_PATHS,
  HOSTS,
  LOG_LEVELS,
  NUMBERS,
  SCOPES,
} from './support/setting-values.ts';
import { TOOLS } from './support/tools.ts';
import { openVariables } from './support/variables.ts';

/** A value as Terraform is given it, and what the functions make of the text that they get. */
interface Case {
  readonly variable: string;
  readonly value: unknown;
  readonly text: string;
  readonly parser: ZodMiniType;
}

const judge = AuthorizerSettings.shape;
const issue = TokenIssuerSettings.shape;
const publish = PublishSettings.shape;

const secret_arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:scripts-AbCdEf';
const existing = { name: 'p', rest_api_id: 'a', parent_resource_id: 'b', stage: 'prod' };
const domain = { name: 'registry.example.com', zone_id: 'Z1' };

const cases: readonly Case[] = [
  ...ADMINISTRATORS.flatMap((text) => [
    {
      variable: 'administrators',
      value: [text],
      text,
      parser: AccessSettings.shape.ADMINISTRATORS,
    },
  ]),
  ...HOSTS.flatMap((text) => [
    tokens({ sts_hosts: [text] }, text, issue.STS_HOSTS),
    tokens({ issuer_private_hosts: [text] }, text, judge.ISSUER_PRIVATE_HOSTS),
  ]),
  ...SCOPES.map((scope) =>
    tokens({ ways_in: ['hs256'], hs256: { secret_arn, scope } }, scope, judge.HS256_SCOPE),
  ),
  ...NUMBERS.flatMap((number) => [
    packages('max_packed_bytes', number, publish.MAX_PACKED_BYTES),
    packages('max_unpacked_bytes', number, publish.MAX_UNPACKED_BYTES),
    packages('max_entries', number, publish.MAX_ENTRIES),
    packages('upload_lifetime_seconds', number, publish.UPLOAD_LIFETIME_SECONDS),
    packages('link_lifetime_seconds', number, ReadSettings.shape.LINK_LIFETIME_SECONDS),
    tokens(
      { revocation_refresh_seconds: number },
      String(number),
      judge.REVOCATION_REFRESH_SECONDS,
    ),
    // Below a minute the plan refuses more than they do.
    ...(number < 60 && number > 0 && Number.isInteger(number)
      ? []
      : [
          tokens(
            { lifetime_seconds: number, max_lifetime_seconds: Math.max(number, 60) },
            String(number),
            issue.TOKEN_LIFETIME_SECONDS,
          ),
        ]),
  ]),
  ...BASE_PATHS.flatMap((text) => [
    { variable: 'existing_api', value: { ...existing, path: text }, text, parser: judge.BASE_PATH },
    { variable: 'domain', value: { ...domain, base_path: text }, text, parser: issue.BASE_PATH },
  ]),
  ...LOG_LEVELS.map((text) => ({
    variable: 'functions',
    value: { log_level: text },
    text,
    parser: judge.LOG_LEVEL,
  })),
];

function tokens(value: object, text: string, parser: ZodMiniType): Case {
  return { variable: 'tokens', value, text, parser };
}

function packages(name: string, value: number, parser: ZodMiniType): Case {
  return { variable: 'packages', value: { [name]: value }, text: String(value), parser };
}

test.each(TOOLS)(
  '%s plan refuses exactly what the functions would not start with',
  async (tool) => {
    const variables = await openVariables(onTestFinished, tool);
    const given = cases.map(({ variable, value, text, parser }) => ({
      variable,
      value,
      refused: !parser.safeParse(text).success,
    }));
    expect(new Set(given.map(({ refused }) => refused))).toEqual(new Set([true, false]));
    expect(await variables.misjudged(given)).toBeUndefined();
  },
);
