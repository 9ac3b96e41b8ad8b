import { z } from '@hono/zod-openapi';
import { type ApiApp, addRoute, declare, noAuthentication } from '@registry/http';
import { TOKEN_EXCHANGE } from '../token-request.ts';

const Metadata = z
  .object({
    issuer: z.url().openapi({ description: '`iss` of every token' }),
    token_endpoint: z.url(),
    jwks_uri: z.url(),
    grant_types_supported: z.array(z.string()),
    response_types_supported: z.array(z.string()),
    subject_types_supported: z.array(z.string()),
    id_token_signing_alg_values_supported: z.array(z.string()),
    token_endpoint_auth_methods_supported: z.array(z.string()),
  })
  .openapi('OpenidConfiguration');

/**
 * OpenID Connect Discovery 1.0 §3 and RFC 8414 §2, of an issuer that nobody logs in at: without an
 * authorization endpoint, and so without response types.
 */
export function openidConfigurationRoute(app: ApiApp, deps: { readonly issuer: string }): void {
  const route = declare({
    method: 'get',
    path: '/.well-known/openid-configuration',
    'x-access': 'anybody',
    operationId: 'openidConfiguration',
    summary: 'Where tokens are given and how they are verified',
    responses: {
      200: {
        description: 'The issuer and its addresses',
        content: { 'application/json': { schema: Metadata } },
      },
    },
  });
  const { issuer } = deps;
  const base = issuer.replace(/\/$/, '');
  const metadata: z.infer<typeof Metadata> = {
    issuer,
    token_endpoint: `${base}/oauth/token`,
    jwks_uri: `${base}/.well-known/jwks.json`,
    grant_types_supported: [TOKEN_EXCHANGE],
    response_types_supported: [],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['none'],
  };
  addRoute(app, route, noAuthentication, (c) =>
    c.json(metadata, 200, { 'Cache-Control': 'public, max-age=300' }),
  );
}
