import { z } from '@hono/zod-openapi';
import {
  type AccessAnswer,
  type createExplainAccess,
  GRANTABLE,
  parseNamespacePattern,
} from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, parsed } from '@registry/http';
import { jsonAnswer } from '../../schemas/answers.ts';
import { ADMINISTERED } from '../schemas/answers.ts';
import { GrantBody, grantBody, Principal } from '../schemas/grant.ts';

export interface ExplainAccessDeps {
  readonly explainAccess: ReturnType<typeof createExplainAccess>;
  readonly authenticate: Authenticate;
}

const Query = z.strictObject({
  principal: Principal.optional(),
  permission: z.enum(GRANTABLE),
  namespace: parsed(parseNamespacePattern, { example: 'acme' }),
});

const Access = z
  .object({
    allowed: z.boolean(),
    by: z.array(GrantBody).openapi({ description: 'the grants that allow it' }),
    templated: z
      .array(GrantBody)
      .openapi({ description: 'grants with a `{claim}` that may allow it' }),
    identities: z
      .array(z.object({ name: z.string(), matches: z.enum(['yes', 'perhaps']) }))
      .openapi({
        description:
          'the identities that allow it, or may; the grants of one that matches `perhaps` are not counted: the principal does not tell the organization, the session, the user id or the claims that it asks for',
        example: [{ name: 'ci', matches: 'yes' }],
      }),
  })
  .openapi('Access');

export function explainAccessRoute(app: ApiApp, deps: ExplainAccessDeps): void {
  const route = declare({
    method: 'get',
    path: '/v1/access',
    operationId: 'explainAccess',
    summary: 'May you do this, by what is granted now? Administrators may ask about others',
    'x-access': 'any_token',
    request: { query: Query },
    responses: { ...ADMINISTERED, 200: jsonAnswer('The answer and its reasons', Access) },
  });
  addRoute(app, route, deps.authenticate, async (c) => {
    const { principal, permission, namespace } = c.req.valid('query');
    const question = { principal, permission, namespace };
    const answer = await deps.explainAccess(c.get('caller'), question);
    return c.json(accessBody(answer), 200);
  });
}

function accessBody({ allowed, by, templated, identities }: AccessAnswer): z.infer<typeof Access> {
  return {
    allowed,
    by: by.map(grantBody),
    templated: templated.map(grantBody),
    identities: [...identities],
  };
}
