import { z } from 'zod';
import type { Api } from '../client/api.ts';
import { parseJson } from '../client/refusal.ts';
import { CliError } from '../errors.ts';
import type { Secrets } from '../presenters/secrets.ts';
import type { System } from '../system.ts';
import { GITHUB_TOKEN, GITHUB_URL } from './way-in.ts';

const ANSWER = z.object({ value: z.string().min(1) });

/**
 * The job's ID token, made for `audience`:
 * https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
export async function githubIdToken(
  audience: string,
  deps: {
    readonly system: System;
    readonly secrets: Secrets;
    readonly createApi: (base: string, token: string) => Api;
  },
): Promise<string> {
  const { env } = deps.system;
  const text = env[GITHUB_URL] ?? '';
  const requestToken = env[GITHUB_TOKEN] ?? '';
  if (!URL.canParse(text)) {
    throw new CliError('denied', `${GITHUB_URL} is not an address; it is the runner's to set.`);
  }
  deps.secrets.add(requestToken);
  const url = new URL(text);
  url.searchParams.set('audience', audience);
  const ask = deps.createApi(url.href, requestToken);
  const answer = await ask({ method: 'GET', path: '', authenticated: true, repeatable: true });
  const parsed = ANSWER.safeParse(answer.status === 200 ? parseJson(answer.text) : undefined);
  if (parsed.success) return parsed.data.value;
  throw new CliError(
    'denied',
    `GitHub gives no ID token (status ${answer.status}); check that the job has "permissions: { id-token: write }".`,
  );
}
