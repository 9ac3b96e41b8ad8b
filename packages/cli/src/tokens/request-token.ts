import type { Token } from '../client/answers.ts';
import { createApi } from '../client/api.ts';
import { createRegistryClient, type WantedToken } from '../client/registry-client.ts';
import type { Settings } from '../config/settings.ts';
import { inTheClear, requireTrustedRegistry } from '../config/usable-registry.ts';
import type { Presenter } from '../presenters/presenter.ts';
import type { Secrets } from '../presenters/secrets.ts';
import { formatDuration } from '../presenters/units.ts';
import type { System } from '../system.ts';
import { findSubject } from './subject.ts';

export interface RequestTokenDeps {
  readonly system: System;
  readonly secrets: Secrets;
  readonly say: Presenter['note'];
}

/** A fresh token of the configured registry, by the way in that is at hand. */
export async function requestToken(
  settings: Settings,
  wanted: WantedToken,
  { system, secrets, say }: RequestTokenDeps,
): Promise<Token> {
  const registry = requireTrustedRegistry(settings);
  if (registry.inTheClear) say(inTheClear(registry));
  const client = createRegistryClient(createApi(registry.href, undefined, system, say));
  const subject = await findSubject(settings, wanted.identity, {
    client,
    system,
    secrets,
    createApi: (base, token) => createApi(base, token, system, say),
  });
  const token = await client.exchangeToken(subject, wanted);
  const { expires_in: lasts } = token;
  if (wanted.expiresIn !== undefined && lasts !== undefined && lasts < wanted.expiresIn) {
    say(`the token lasts ${formatDuration(lasts)}, as the registry gives no longer.`);
  }
  return token;
}
