import { z } from '@hono/zod-openapi';
import { formatScope } from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare } from '@registry/http';
import { GUARDED, jsonAnswer } from '../../schemas/answers.ts';

const Whoami = z
  .object({
    principal: z.string().openapi({ example: 'identity:ci' }),
    scope: z.string().openapi({ example: 'download:acme upload:acme' }),
    expires_at: z.string().openapi({ example: '2026-01-02T03:04:05.000Z' }),
  })
  .openapi('Whoami');

export function whoamiRoute(app: ApiApp, deps: { readonly authenticate: Authenticate }): void {
  const route = declare({
    method: 'get',
    path: '/v1/whoami',
    operationId: 'whoami',
    summary: 'Whom the token stands for and what it allows',
    'x-access': 'any_token',
    responses: {
      401: GUARDED[401],
      200: jsonAnswer('The caller', Whoami),
    },
  });
  addRoute(app, route, deps.authenticate, (c) => {
    const { principal, scope, expiresAt } = c.get('caller');
    return c.json(
      { principal, scope: formatScope(scope), expires_at: expiresAt.toISOString() },
      200,
    );
  });
}
