import {
  type AwsProof,
  canonicalAwsPrincipal,
  type MatchDocument,
  oidcPrincipal,
  parseIssuer,
  parseResourceName,
  type TokenProof,
} from '@registry/domain';
import fc from 'fast-check';
import { START } from '../use-cases/access-setup.ts';

// Few of each, so that matches and proofs often meet.
const account = fc.constantFrom('123456789012', '210987654321');
const organization = fc.constantFrom('o-abcdefghij', 'o-klmnopqrst');
const name = fc.stringMatching(/^[ab*]{1,2}$/).map((text) => text.replaceAll('*', '-'));
const PARTITIONS = ['aws', 'aws-cn'];

const arn = fc
  .tuple(fc.constantFrom(...PARTITIONS), account, name, name, fc.constantFrom('role', 'user'))
  .map(([partition, id, one, other, kind]) =>
    kind === 'role'
      ? `arn:${partition}:sts::${id}:assumed-role/${one}/${other}`
      : `arn:${partition}:iam::${id}:user/${one}/${other}`,
  );

/** AWS callers as either way in proves them. */
export const awsProofs: fc.Arbitrary<AwsProof> = fc
  .tuple(arn, fc.option(organization), fc.constantFrom('aws-gateway', 'aws-proof'))
  .map(([text, member, way]) => ({
    kind: 'aws',
    way,
    arn: text,
    principal: canonicalAwsPrincipal(text),
    account: text.split(':')[4] ?? '',
    userId: `AIDA:${text.at(-1)}`,
    ...(way === 'aws-gateway' && member !== null && { organization: member }),
  }));

export const ISSUER = parseIssuer(parseResourceName('ci'), {
  issuer: 'https://issuer.test',
  audiences: ['one', 'two'],
  jwks: null,
  preset: null,
});

export const AWS_ISSUER = parseIssuer(parseResourceName('aws'), {
  issuer: 'https://0123.tokens.sts.global.api.aws',
  audiences: ['one'],
  jwks: null,
  preset: 'aws',
});

/** Tokens of sts:GetWebIdentityToken. */
export const webIdentities: fc.Arbitrary<TokenProof> = fc
  .tuple(arn, fc.option(organization))
  .map(([sub, member]) => ({
    kind: 'token',
    way: 'oidc',
    issuer: AWS_ISSUER.name,
    preset: 'aws',
    principal: oidcPrincipal(AWS_ISSUER.issuer, sub),
    claims: { iss: AWS_ISSUER.issuer, sub, aud: 'one' },
    expiresAt: new Date(START.getTime() + 3_600_000),
    aws: {
      account: sub.split(':')[4] ?? '',
      ...(member !== null && { organization: member }),
    },
  }));

const subject = fc.oneof(name, arn);

/** Tokens of the one issuer. */
export const tokenProofs: fc.Arbitrary<TokenProof> = fc
  .record({ sub: subject, aud: fc.subarray([...ISSUER.audiences], { minLength: 1 }), owner: name })
  .map(({ sub, aud, owner }) => ({
    kind: 'token',
    way: 'oidc',
    issuer: ISSUER.name,
    principal: oidcPrincipal(ISSUER.issuer, sub),
    claims: { iss: ISSUER.issuer, sub, aud, owner },
    expiresAt: new Date(START.getTime() + 3_600_000),
  }));

/** `text`, or a pattern that it may match: a part of it is left open. */
const patternOf = (text: fc.Arbitrary<string>, key: string) =>
  fc.tuple(text, fc.nat(60), fc.nat(20)).map(([whole, from, length]) => ({
    [`${key}_pattern`]: `${whole.slice(0, from)}*${whole.slice(from + length)}`.padEnd(4, '-'),
  }));
const canonical = arn.map((text): string => canonicalAwsPrincipal(text));
const textMatch = (text: fc.Arbitrary<string>, key: string) =>
  fc.oneof(
    fc.constant({}),
    text.map((whole) => ({ [key]: whole })),
    patternOf(text, key),
  );

export const awsMatches: fc.Arbitrary<MatchDocument> = fc
  .tuple(
    fc.oneof(
      account.map((id) => ({ aws_account: id })),
      organization.map((id) => ({ aws_organization: id })),
    ),
    fc.oneof(textMatch(arn, 'arn'), textMatch(canonical, 'arn')),
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.constant({ user_id: 'AIDA:a' })),
  )
  .map((parts) => Object.assign({}, ...parts));

const values = fc.uniqueArray(name, { minLength: 1, maxLength: 2 });
const claims = fc.oneof(
  fc.record({ sub: values }),
  fc.record({ owner: values }),
  fc.record({ sub: values, owner: values }),
  fc.constant({ aud: ['two'] }),
  fc.constant({ iss: [ISSUER.issuer, 'https://other.test'] }),
);

export const tokenMatches: fc.Arbitrary<MatchDocument> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: fc.constant<string>(ISSUER.name) }, fc.constant('another')),
    fc.oneof(textMatch(subject, 'subject'), fc.constant({})),
    fc.option(fc.constantFrom('one', 'two', 'three'), { freq: 2 }),
    claims,
  )
  .map(([issuer, who, audience, said]) => ({
    issuer,
    ...who,
    ...(audience === null ? {} : { audience }),
    claims: said,
  }));
