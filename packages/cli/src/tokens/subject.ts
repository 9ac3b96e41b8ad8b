/** The proofs that a token is given for, each as RFC 8693 §2.1 wants it. */
import type { Api } from '../client/api.ts';
import {
  ACCESS_TOKEN_TYPE,
  type RegistryClient,
  type SubjectToken,
} from '../client/registry-client.ts';
import type { Settings } from '../config/settings.ts';
import { readToken } from '../config/token.ts';
import { CliError } from '../errors.ts';
import type { Secrets } from '../presenters/secrets.ts';
import type { System } from '../system.ts';
import { checkAudience, issuerOf } from './audience.ts';
import { githubIdToken } from './github.ts';
import { chooseWayIn, GITLAB_TOKEN, noWayIn } from './way-in.ts';

const ID_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:id_token';
const AWS_REQUEST_TYPE = 'urn:ietf:params:aws:token-type:aws4_request';

export interface SubjectDeps {
  readonly client: RegistryClient;
  readonly system: System;
  readonly secrets: Secrets;
  readonly createApi: (base: string, token: string) => Api;
}

/** Shows who we are by the first way in that is there. `identity` is the name asked for. */
export async function findSubject(
  settings: Settings,
  identity: string | undefined,
  deps: SubjectDeps,
): Promise<SubjectToken> {
  const { system, secrets } = deps;
  const secret = (value: string) => {
    secrets.add(value);
    return value;
  };
  const { kind, from } = chooseWayIn(settings, system.env);
  if (settings.token !== undefined) {
    const value = secret(await readToken(settings.token, system));
    return { type: ACCESS_TOKEN_TYPE, from, prove: async () => value };
  }
  if (kind === 'github') {
    const audience = await issuerOf(deps.client, settings);
    const value = secret(await githubIdToken(audience, deps));
    return { type: ID_TOKEN_TYPE, from, prove: async () => value };
  }
  if (kind === 'gitlab') {
    const value = secret(system.env[GITLAB_TOKEN] ?? '');
    checkAudience(value, await issuerOf(deps.client, settings));
    return { type: ID_TOKEN_TYPE, from, prove: async () => value };
  }
  const signer = await system.awsSigner();
  if (signer === undefined) throw new CliError('denied', noWayIn(system.env));
  const audience = await issuerOf(deps.client, settings);
  return {
    type: AWS_REQUEST_TYPE,
    from,
    // Good for one use: each attempt gets its own.
    prove: async () => secret(await signer({ audience, identity: identity ?? '' })),
  };
}
