import type { DeploymentGrants } from '../grants/deployment-grants.ts';
import { createGrantReader } from '../grants/grant-reader.ts';
import { createResolveProof } from '../identity/resolve-proof.ts';
import { createTrustedIssuers } from '../identity/trusted-issuers.ts';
import type { WayInName } from '../identity/ways-in.ts';
import type { IssuerKeys } from '../issuer-tokens/issuer-keys.ts';
import { createIssuerTokenVerifier } from '../issuer-tokens/verify-issuer-token.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordReader, RecordStore } from '../ports/record-store.ts';
import { refreshed } from '../refresh/refreshed.ts';
import { noteUse } from '../static-tokens/note-use.ts';
import { createStaticTokenVerifier } from '../static-tokens/verify-static-token.ts';
import type { Scope } from '../values/scope.ts';
import type { OtherVerifiers } from './verify-by-kind.ts';
import { createExternalVerifier } from './verify-external.ts';
import { createHs256Verifier, parseHs256Secret } from './verify-hs256.ts';

/** So long the last secret counts where another one has taken its place. */
const SECRET_SECONDS = 300;
/** How long an outage of a backend may last before nobody is let in any more. */
const GRACE_SECONDS = 300;

export interface OtherVerifiersDeps {
  /** The ways in that are switched on; those that are none of these three do not matter here. */
  readonly on: readonly WayInName[];
  readonly records: RecordReader;
  /** Where the last use of static tokens is written down; absent: nowhere. */
  readonly notes?: RecordStore;
  readonly clock: Clock;
  /** How long what was read about a token may count; 0 reads every time. */
  readonly rememberSeconds: number;
  readonly hs256: { readonly readSecret: () => Promise<string>; readonly scope: Scope };
  /** Absent where tokens of other issuers are not taken as they are, whatever is switched on. */
  readonly external?: { readonly deployment: DeploymentGrants; readonly issuerKeys: IssuerKeys };
  readonly onFailure: (error: unknown) => void;
}

/** The kinds of tokens that are taken beside our own, as far as they are switched on. */
export function createOtherVerifiers(deps: OtherVerifiersDeps): OtherVerifiers {
  const { on, external } = deps;
  return {
    static: on.includes('static') ? createStatic(deps) : undefined,
    hs256: on.includes('hs256') ? createHs256(deps) : undefined,
    external: on.includes('external-jwt') && external ? createExternal(deps, external) : undefined,
  };
}

function createStatic(deps: OtherVerifiersDeps) {
  const { notes: records, clock, onFailure } = deps;
  const verify = createStaticTokenVerifier(deps);
  return records === undefined ? verify : noteUse(verify, { records, clock, onFailure });
}

function createHs256({ hs256, clock, onFailure }: OtherVerifiersDeps) {
  const secret = refreshed(async () => parseHs256Secret(await hs256.readSecret()), {
    everySeconds: SECRET_SECONDS,
    graceSeconds: GRACE_SECONDS,
    clock,
    onFailure,
    unavailable: 'The secret of HS256 tokens cannot be read now; try again.',
  });
  return createHs256Verifier({ secret, scope: hs256.scope, clock });
}

function createExternal(
  { records, clock, rememberSeconds, onFailure }: OtherVerifiersDeps,
  { deployment, issuerKeys }: NonNullable<OtherVerifiersDeps['external']>,
) {
  const issuers = refreshed(createTrustedIssuers(records), {
    everySeconds: rememberSeconds,
    graceSeconds: GRACE_SECONDS,
    clock,
    onFailure,
    unavailable: 'Nobody can tell now which issuers are trusted; try again.',
  });
  return createExternalVerifier({
    prove: createIssuerTokenVerifier({ issuers, keys: issuerKeys, clock }),
    resolve: createResolveProof({ records, grants: createGrantReader({ records, deployment }) }),
    clock,
    rememberSeconds,
  });
}
