import { AuthorizerSettings } from '../../../packages/authorizer/src/config.ts';
import { describeSettings } from '../../../packages/http/src/config/index.ts';
import { AccessSettings } from '../../../packages/registry/src/access/config.ts';
import { PublishSettings } from '../../../packages/registry/src/publish/config.ts';
import { ReadSettings } from '../../../packages/registry/src/read/config.ts';
import { AuthenticationSettings } from '../../../packages/registry/src/settings/authentication.ts';
import { TokenIssuerSettings } from '../../../packages/token-issuer/src/config.ts';
import {
  ISSUES_TOKENS,
  JUDGES_TOKENS,
  KEEPS_ACCESS,
  READS_MODULES,
  type TableRights,
  WRITES_MODULES,
} from './table-rights.ts';

/** What of a function is known here and not by whoever deploys it. */
interface FunctionContract {
  readonly description: string;
  /** `<file in the zip>.<export>`, as Lambda reads it. */
  readonly handler: string;
  /** Environment variables; those that Lambda sets by itself are none of Terraform's. */
  readonly settings: Readonly<Record<string, 'required' | 'optional'>>;
  readonly table: TableRights;
  readonly memory_mb: { readonly least: number; readonly usual: number };
  /** The gateway gives up after 29 s, the clients after 10. */
  readonly timeout_seconds: number;
}

/** Set by Lambda in every function; it refuses a function that is given one of them. */
const SET_BY_LAMBDA: readonly string[] = ['AWS_REGION'];

/** Each function of scripts/package-lambdas, under the name of its zip. */
export const FUNCTIONS: Readonly<Record<string, FunctionContract>> = {
  read: contract({
    description: 'Answers terraform and tofu: discovery, versions, downloads. Cannot write.',
    settings: describeSettings(ReadSettings, AuthenticationSettings),
    table: READS_MODULES,
    memory_mb: { least: 256, usual: 512 },
    timeout_seconds: 10,
  }),
  publish: contract({
    description: 'Takes what is published: uploads, versions, removal.',
    settings: describeSettings(PublishSettings, AuthenticationSettings),
    table: WRITES_MODULES,
    // The HCL parser is a process of its own that may take 256 MB beside the package's files.
    memory_mb: { least: 1024, usual: 1769 },
    timeout_seconds: 29,
  }),
  access: contract({
    description: 'Keeps who may do what: grants, identities, issuers, tokens, revocations, audit.',
    settings: describeSettings(AccessSettings, AuthenticationSettings),
    table: KEEPS_ACCESS,
    memory_mb: { least: 256, usual: 512 },
    timeout_seconds: 10,
  }),
  'token-issuer': contract({
    description: 'Turns an identity into a short-lived token.',
    settings: describeSettings(TokenIssuerSettings),
    table: ISSUES_TOKENS,
    memory_mb: { least: 256, usual: 512 },
    timeout_seconds: 10,
  }),
  authorizer: contract({
    description: 'Turns a token into what it may ask of the API.',
    settings: describeSettings(AuthorizerSettings),
    table: JUDGES_TOKENS,
    memory_mb: { least: 128, usual: 512 },
    timeout_seconds: 5,
  }),
};

/** Where scripts/lib/bundle.ts puts what a function's lambda.ts exports. */
function contract(given: Omit<FunctionContract, 'handler'>): FunctionContract {
  const settings = Object.entries(given.settings).filter(([name]) => !SET_BY_LAMBDA.includes(name));
  return { handler: 'index.handler', ...given, settings: Object.fromEntries(settings.sort()) };
}
