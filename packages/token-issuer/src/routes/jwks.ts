import { z } from '@hono/zod-openapi';
import { type ApiApp, addRoute, declare, noAuthentication } from '@registry/http';
import type { JSONWebKeySet } from 'jose';

// Names what is public of an EC key (RFC 7518 §6.2.1): nothing else passes, whatever it is given.
const PublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});

const KeySet = z.object({ keys: z.array(PublicKey) }).openapi('JsonWebKeySet');

/** RFC 7517 §5: the public keys that our tokens verify with. */
export function jwksRoute(
  app: ApiApp,
  deps: { readonly publicKeys: () => Promise<JSONWebKeySet> },
): void {
  const route = declare({
    method: 'get',
    path: '/.well-known/jwks.json',
    'x-access': 'anybody',
    operationId: 'publicKeys',
    summary: 'The public keys of access tokens',
    responses: {
      200: { description: 'The keys', content: { 'application/json': { schema: KeySet } } },
    },
  });
  addRoute(app, route, noAuthentication, async (c) => {
    const { keys } = await deps.publicKeys();
    return c.json(KeySet.parse({ keys }), 200, { 'Cache-Control': 'public, max-age=300' });
  });
}
