import { z } from '@hono/zod-openapi';
import { type createRevokeToken, InvalidError } from '@registry/domain';
import { type ApiApp, addRoute, declare, noAuthentication, readText } from '@registry/http';
import { OAuthError } from '../oauth-error.ts';
import { auditedRequest } from './audited.ts';
import { answerOAuth, NEVER_STORED, OAUTH_ERRORS, refuseOtherMethods } from './oauth-answers.ts';

export interface RevokeRouteDeps {
  readonly revokeToken: ReturnType<typeof createRevokeToken>;
}

const FORM = z
  .object({
    token: z.string(),
    token_type_hint: z.string().optional().openapi({ description: 'not needed' }),
  })
  .openapi('TokenRevocation');

const ROUTE = declare({
  method: 'post',
  path: '/oauth/revoke',
  'x-access': 'anybody',
  operationId: 'revokeToken',
  summary: 'Ends a token that its bearer brings, and all that was traded for it (RFC 7009)',
  request: {
    body: { required: true, content: { 'application/x-www-form-urlencoded': { schema: FORM } } },
  },
  responses: { ...OAUTH_ERRORS, 200: { description: 'It has ended, now or before' } },
});

/** Whoever has a token may end it: that is all it takes to use it, after all. */
export function revokeRoute(app: ApiApp, { revokeToken }: RevokeRouteDeps): void {
  addRoute(app, ROUTE, noAuthentication, (c) =>
    answerOAuth(c, async () => {
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (type !== 'application/x-www-form-urlencoded') {
        throw new OAuthError(
          'invalid_request',
          'Send the body as application/x-www-form-urlencoded.',
        );
      }
      const [token, ...more] = new URLSearchParams(await readText(c)).getAll('token');
      if (!token || more.length > 0) throw new OAuthError('invalid_request', 'Send token once.');
      await revokeToken(token, auditedRequest(c)).catch((error: unknown) => {
        if (!(error instanceof InvalidError)) throw error;
        throw new OAuthError('unsupported_token_type', error.message, { cause: error });
      });
      return c.body(null, 200, NEVER_STORED);
    }),
  );
  refuseOtherMethods(app, ROUTE.path);
}
