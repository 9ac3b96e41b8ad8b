import type { Settings } from '../config/settings.ts';
import type { System } from '../system.ts';

/** How somebody shows who they are. `aws` is a maybe: only looking for credentials can tell. */
export interface WayIn {
  readonly kind: 'token' | 'github' | 'gitlab' | 'aws';
  /** As people know it: an option, a variable, a file. */
  readonly from: string;
}

export const GITHUB_URL = 'ACTIONS_ID_TOKEN_REQUEST_URL';
export const GITHUB_TOKEN = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';
export const GITLAB_TOKEN = 'REGISTRY_ID_TOKEN';

/**
 * The first that is there: a token of the registry's own, which somebody chose; the identity of the
 * pipeline that this runs in; the AWS credentials of the machine.
 */
export function chooseWayIn({ token }: Pick<Settings, 'token'>, env: System['env']): WayIn {
  if (token !== undefined) {
    const from = token.place.kind === 'file' ? token.place.path : token.origin.name;
    return { kind: 'token', from };
  }
  if (env[GITHUB_URL] && env[GITHUB_TOKEN]) return { kind: 'github', from: GITHUB_URL };
  if (env[GITLAB_TOKEN]) return { kind: 'gitlab', from: GITLAB_TOKEN };
  return { kind: 'aws', from: 'the AWS credentials' };
}

/** What to do where there is no way in at all. */
export function noWayIn(env: System['env']): string {
  const start = 'There is nothing here to get a token with';
  if (env['GITHUB_ACTIONS'] === 'true') {
    return `${start}; give the job "permissions: { id-token: write }", or set REGISTRY_TOKEN.`;
  }
  if (env['GITLAB_CI'] === 'true') {
    return `${start}; give the job "id_tokens: { ${GITLAB_TOKEN}: { aud: <the registry's address> } }", or set REGISTRY_TOKEN.`;
  }
  return `${start}; set REGISTRY_TOKEN, give --token-file FILE, name a token_file in the configuration, or sign in to AWS, for example with "aws sso login".`;
}
