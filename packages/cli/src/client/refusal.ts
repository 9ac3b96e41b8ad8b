/** An answer that is not what was asked for, as the end of the command. */
import { z } from 'zod';
import { CliError, type Outcome } from '../errors.ts';
import type { ApiAnswer } from './api.ts';

const ERRORS = z.object({ errors: z.array(z.string()).min(1) });
const OAUTH_ERROR = z.object({ error: z.string(), error_description: z.string().optional() });

const OUTCOMES: Readonly<Record<number, Exclude<Outcome, 'done'>>> = {
  401: 'denied',
  403: 'denied',
  404: 'missing',
  409: 'conflict',
  412: 'conflict',
  413: 'refused',
  422: 'refused',
};

const MAX_SENTENCE = 2000;

export const NO_TOKEN =
  'The registry wants a token; set REGISTRY_TOKEN, give --token-file FILE, or name a token_file in the configuration.';

/** What stands in for the server's words where it has none, as behind a gateway. */
const DEFAULTS: Readonly<Record<number, string>> = {
  401: 'The registry does not accept the token; get a fresh one.',
  403: 'The token does not allow this; ask for one with the scope that it needs.',
  409: 'The registry reports a conflict; publish a new version.',
  412: 'It was changed by somebody else meanwhile; look at it again and decide anew.',
  413: 'The registry finds the request too large; publish a smaller package.',
  422: 'The registry refuses the content without saying why; ask its administrator.',
  429: 'The registry takes no more requests for now; try again later.',
  503: 'The registry cannot serve right now; try again later.',
};

/** `tokenFrom` is where the token in use came from, if there is one. */
export function refusal(answer: ApiAnswer, tokenFrom: string | undefined): CliError {
  const { status } = answer;
  const origin = new URL(answer.url).origin;
  if (status === 401 && tokenFrom === undefined) return new CliError('denied', NO_TOKEN);
  if (status >= 300 && status < 400) return redirected(answer, origin);
  const words = errorsIn(answer.text);
  if (status === 404 && words === undefined) return notARegistry(origin, `status ${status}`);
  const errors = words ?? [
    DEFAULTS[status] ?? `${origin} answered with status ${status}; try again later.`,
  ];
  return new CliError(OUTCOMES[status] ?? 'unavailable', [
    ...errors,
    ...(status === 401 && tokenFrom !== undefined ? [tokenHint(tokenFrom)] : []),
  ]);
}

/**
 * RFC 6749 §5.2; everything that is about the token or what it may do is a denial. `traded` says
 * that a token of the registry's own was offered, and not a proof of who somebody is.
 */
export function oauthRefusal(answer: ApiAnswer, tokenFrom: string, traded: boolean): CliError {
  const parsed = OAUTH_ERROR.safeParse(parseJson(answer.text));
  if (!parsed.success) return refusal(answer, tokenFrom);
  const { error, error_description: description } = parsed.data;
  const sentence = clip(description ?? `The registry gives no token (${error}).`);
  if (answer.status >= 500) return new CliError('unavailable', sentence);
  if (error === 'invalid_scope') {
    const hint =
      'A token is only traded for one that may do less; "registry-cli whoami" shows what yours may do.';
    return new CliError('denied', [sentence, ...(traded ? [hint] : [])]);
  }
  const denied = ['invalid_request', 'invalid_grant', 'invalid_client', 'unauthorized_client'];
  return denied.includes(error) || answer.status === 401 || answer.status === 403
    ? new CliError('denied', [sentence, tokenHint(tokenFrom, traded ? 'token' : 'proof')])
    : new CliError('unavailable', sentence);
}

export function notARegistry(origin: string, what: string): CliError {
  return new CliError(
    'unavailable',
    `${origin} does not answer like a registry (${what}); check the address in --registry, REGISTRY_URL or the configuration.`,
  );
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The sentences of the registry's error body; `undefined` when it is somebody else's. */
export function errorsIn(text: string): readonly string[] | undefined {
  const parsed = ERRORS.safeParse(parseJson(text));
  return parsed.success ? parsed.data.errors.map(clip) : undefined;
}

function clip(sentence: string): string {
  return sentence.length <= MAX_SENTENCE ? sentence : `${sentence.slice(0, MAX_SENTENCE)}…`;
}

function tokenHint(from: string, what = 'token'): string {
  return `The ${what} came from ${from}; "registry-cli config" shows the settings in force.`;
}

function redirected(answer: ApiAnswer, origin: string): CliError {
  const location = answer.headers.get('location') ?? '';
  const target = URL.canParse(location, answer.url) ? new URL(location, answer.url).origin : '';
  return new CliError(
    'unavailable',
    target === '' || target === origin
      ? `${origin} redirects elsewhere, which is not followed; give the registry's final address.`
      : `${origin} redirects to ${target}, which is not followed; if that is the registry, give it as --registry.`,
  );
}
