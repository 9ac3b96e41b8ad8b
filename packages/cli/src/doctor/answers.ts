/** What anybody can ask a registry, and what whoever has no token must not get. */
import { z } from 'zod';
import type { Api, ApiAnswer } from '../client/api.ts';
import { parseJson } from '../client/refusal.ts';
import type { RegistryUrl } from '../config/registry-url.ts';
import { type CheckResult, fine, wrong } from './checkup.ts';

const DISCOVERY = z.looseObject({ 'modules.v1': z.string() });
const KEYS = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string() })).min(1) });
const ISSUER = z.looseObject({ issuer: z.string(), jwks_uri: z.string() });

const MODULES = '/v1/modules/';
/** Half of what AWS allows a signature to be off; tokens are checked to the second. */
const MAX_SKEW_SECONDS = 60;

const ask = (api: Api, path: string) =>
  api({ method: 'GET', path, authenticated: false, repeatable: true });

/** The first question: its answer says what time it is there, too. */
export const askDiscovery = (api: Api) => ask(api, '/.well-known/terraform.json');

export function checkDiscovery(answer: ApiAnswer, { href }: RegistryUrl): CheckResult {
  const name = 'discovery';
  const found = DISCOVERY.safeParse(parseJson(answer.text));
  if (answer.status !== 200 || !found.success) {
    return wrong(
      name,
      `${answer.url} does not say where modules are (status ${answer.status}); check that the address is the module's output base_url.`,
    );
  }
  const said = found.data['modules.v1'];
  const modules = URL.canParse(said, answer.url) ? new URL(said, answer.url).href : said;
  if (modules === `${href}${MODULES}`) return fine(name);
  return wrong(
    name,
    `${answer.url} sends clients to ${modules}, and not to ${href}${MODULES}; use the address that it was deployed with, or deploy it with this one.`,
  );
}

export function checkClock(answer: ApiAnswer, now: Date): CheckResult {
  const name = 'clock';
  const there = Date.parse(answer.headers.get('date') ?? '');
  const ahead = Math.round((now.getTime() - there) / 1000);
  if (!(Math.abs(ahead) > MAX_SKEW_SECONDS)) return fine(name);
  return wrong(
    name,
    `The clock of this machine is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the registry's, so that tokens and signatures are refused; set it right.`,
  );
}

/** Without published keys nobody can check a token. */
export async function checkKeys(api: Api): Promise<CheckResult> {
  const name = 'keys';
  const [keys, description] = await Promise.all([
    ask(api, '/.well-known/jwks.json'),
    ask(api, '/.well-known/openid-configuration'),
  ]);
  const cure = 'look at the logs of the function token-issuer, and apply its module again';
  if (keys.status !== 200 || !KEYS.safeParse(parseJson(keys.text)).success) {
    return wrong(name, `${keys.url} gives no key (status ${keys.status}); ${cure}.`);
  }
  if (description.status !== 200 || !ISSUER.safeParse(parseJson(description.text)).success) {
    return wrong(
      name,
      `${description.url} does not say who issues tokens (status ${description.status}); ${cure}.`,
    );
  }
  return fine(name);
}

/** A module that nobody has: whether it exists must not be told either. */
export async function checkStranger(api: Api): Promise<CheckResult> {
  const name = 'a read without a token';
  const { status, url } = await ask(api, `${MODULES}doctor/doctor/doctor/versions`);
  if (status === 401) return fine(name);
  if (status === 200 || status === 404) {
    return wrong(
      name,
      `${url} answers with ${status} to anybody, without a token; put the authorizer back with terraform apply, and find out since when that is so.`,
    );
  }
  return wrong(
    name,
    status === 403
      ? `${url} answers with 403 where 401 is due, so that clients do not ask for a token; a resource policy or firewall keeps this machine out, or the gateway's responses were changed.`
      : `${url} answers with ${status} where 401 is due; look at the logs of the authorizer and of the function read.`,
  );
}
