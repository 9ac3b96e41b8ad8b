import type { Variables } from '../grants/granted-namespace.ts';
import type { Principal } from '../values/principal.ts';
import type { IssuerPreset, TrustedIssuer } from './issuer.ts';
import { parseOidcPrincipal } from './oidc-principal.ts';

/** What is known of whoever will prove to be a principal, by its name alone. */
export type Bearer = AwsBearer | TokenBearer;

/** By AWS credentials. */
export interface AwsBearer {
  readonly kind: 'aws';
  readonly principal: Principal;
  readonly partition: string;
  readonly account: string;
}

/** By a token of a trusted issuer. */
export interface TokenBearer {
  readonly kind: 'token';
  readonly issuer: TrustedIssuer;
  readonly preset?: IssuerPreset;
  readonly subject: string;
  /** Of web identity tokens: AWS says of it the same as the ARN, which is the subject. */
  readonly account?: string;
}

const ARN = /^arn:([^:]+):[^:]+:[^:]*:(\d{12}):/;

/** Undefined where nobody can prove to be that: no proof has this principal. */
export function bearerOf(
  principal: Principal,
  issuers: readonly TrustedIssuer[],
): Bearer | undefined {
  const [, partition, account] = ARN.exec(principal) ?? [];
  if (partition && account) return { kind: 'aws', principal, partition, account };
  const said = parseOidcPrincipal(principal);
  const issuer = issuers.find((one) => one.issuer === said?.issuer);
  if (said === undefined || issuer === undefined) return undefined;
  const { preset } = issuer;
  const [, , ofSubject] = (preset === 'aws' && ARN.exec(said.subject)) || [];
  return {
    kind: 'token',
    issuer,
    subject: said.subject,
    ...(preset && { preset }),
    ...(ofSubject && { account: ofSubject }),
  };
}

/** Of what `variablesOf` their proof, the part that is known. */
export function knownVariables(bearer: Bearer): Variables {
  const account = bearer.account === undefined ? {} : { aws_account: bearer.account };
  if (bearer.kind === 'aws') return account;
  return { iss: bearer.issuer.issuer, sub: bearer.subject, ...account };
}
