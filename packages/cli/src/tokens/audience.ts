/**
 * For whom a proof is made. Whoever receives a proof could use it at the registry that it names, so
 * a registry is not believed when it says that it is somebody else: one that somebody uses besides
 * their own would else get itself a proof that opens theirs.
 */
import { z } from 'zod';
import type { RegistryClient } from '../client/registry-client.ts';
import type { Settings } from '../config/settings.ts';
import { CliError } from '../errors.ts';
import { GITLAB_TOKEN } from './way-in.ts';

/** The `issuer` of the registry's own description, once it is known to be the registry's. */
export async function issuerOf(
  client: RegistryClient,
  { registry, issuer }: Pick<Settings, 'registry' | 'issuer'>,
): Promise<string> {
  const said = await client.issuer();
  if (said === issuer?.value) return said;
  const href = registry?.url.href ?? '';
  const believed = issuer === undefined && originOf(said) === originOf(href);
  if (believed) return said;
  throw new CliError(
    'denied',
    `${href} says that it is ${said}, and a proof made for that one would open it too; give --registry that address, or set REGISTRY_ISSUER to it if both are the same registry.`,
  );
}

const CLAIMS = z.object({ aud: z.union([z.string(), z.array(z.string())]) });

/** Says of a token that somebody else has made whether it is for this registry. */
export function checkAudience(token: string, audience: string): void {
  const claims = CLAIMS.safeParse(payloadOf(token));
  if (!claims.success) {
    throw new CliError(
      'denied',
      `What is in ${GITLAB_TOKEN} is not an ID token; let "id_tokens" of the job set it.`,
    );
  }
  if ([claims.data.aud].flat().includes(audience)) return;
  throw new CliError(
    'denied',
    `The token in ${GITLAB_TOKEN} is not for ${audience}; set "aud: ${audience}" under "id_tokens" of the job.`,
  );
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function originOf(text: string): string {
  return URL.canParse(text) ? new URL(text).origin : '';
}
