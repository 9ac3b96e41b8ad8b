import { parsePrincipal, parseScope } from '@registry/domain';
import { createTestSigningKey } from '@registry/domain/testing';
import {
  createTokenIssuer,
  createTokenVerifier,
  rememberVerified,
  type TokenVerifier,
} from '@registry/domain/tokens';
import { createLogger } from '@registry/http/logger';
import { createAuthorizer } from '../src/authorize.ts';

export const now = new Date('2026-01-02T03:04:05.600Z');
export const clock = () => now;
export const settings = { issuer: 'https://registry.test', audience: 'https://api.registry.test' };
export const key = createTestSigningKey();

const keys = { keys: [await key.publicJwk()] };
const issue = createTokenIssuer({ settings, key, clock, newId: () => 'token-1' });

/** A token of `identity:ci`. */
export async function tokenWith(scope: string, principal = 'identity:ci'): Promise<string> {
  const { accessToken } = await issue({
    principal: parsePrincipal(principal),
    scope: parseScope(scope),
    lifetimeSeconds: 900,
  });
  return accessToken;
}

/** The authorizer as it is deployed, at a fixed time, and what it logged. */
export function authorizing(verify?: TokenVerifier, basePath = '') {
  const lines: string[] = [];
  const authorize = createAuthorizer({
    basePath,
    verify: verify ?? rememberVerified(createTokenVerifier({ ...settings, keys }, clock), clock),
    logger: createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } }),
  });
  return { authorize, log: () => lines.map((line) => JSON.parse(line)), lines };
}
