import { z } from '@hono/zod-openapi';
import {
  canonicalPrincipal,
  type createLiftRevocation,
  type createListRevocations,
  type createRevoke,
  leftToDo,
  parseReason,
  parseResourceName,
  parseRevocationId,
  parseTokenId,
  type Revocation,
} from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, parsed } from '@registry/http';
import { jsonAnswer } from '../../schemas/answers.ts';
import { actorOf } from '../schemas/actor.ts';
import { ADMINISTERED, NOT_FOUND } from '../schemas/answers.ts';
import { ListQuery, Next, pageOf } from '../schemas/listing.ts';

export interface RevocationsDeps {
  readonly revoke: ReturnType<typeof createRevoke>;
  readonly liftRevocation: ReturnType<typeof createLiftRevocation>;
  readonly listRevocations: ReturnType<typeof createListRevocations>;
  readonly authenticate: Authenticate;
}

const reason = parsed(parseReason, { example: 'the laptop was stolen' }).optional();
const jti = parsed(parseTokenId, { example: '00000000-0000-4000-8000-000000000000' });
const principal = parsed(canonicalPrincipal, {
  example: 'arn:aws:iam::123456789012:role/Publisher',
});
const identity = parsed(parseResourceName, { example: 'ci' });

const NewRevocation = z.union([
  z.strictObject({ jti, reason }),
  z.strictObject({ principal, reason }),
  z.strictObject({ identity, reason }),
]);

const RevocationBody = z
  .object({
    id: z.string(),
    jti: z.string().optional(),
    principal: z.string().optional(),
    identity: z.string().optional(),
    reason: z.string(),
    created_by: z.string(),
    created_at: z.string().openapi({
      description: 'what was given until then is revoked, with all that it is traded for',
    }),
    expires_at: z.string().openapi({ description: 'by then it matters to no token any more' }),
    left_to_do: z
      .string()
      .optional()
      .openapi({ description: 'what the revocation does not end, and what does' }),
  })
  .openapi('Revocation');
const RevocationList = z
  .object({ revocations: z.array(RevocationBody), next: Next })
  .openapi('RevocationList');
const IdPath = z.object({
  id: parsed(parseRevocationId, { example: '00000000-0000-4000-8000-000000000000' }),
});

/** Ending tokens before their time. */
export function revocationsRoutes(app: ApiApp, deps: RevocationsDeps): void {
  const create = declare({
    method: 'post',
    path: '/v1/revocations',
    operationId: 'revoke',
    summary: 'Ends one token, or all that a principal or an identity was given until now',
    'x-access': 'admin',
    request: {
      body: { required: true, content: { 'application/json': { schema: NewRevocation } } },
    },
    responses: { ...ADMINISTERED, 201: jsonAnswer('The revocation', RevocationBody) },
  });
  addRoute(app, create, deps.authenticate, async (c) => {
    const { reason = '', ...what } = c.req.valid('json');
    return c.json(revocationBody(await deps.revoke(what, reason, actorOf(c))), 201);
  });

  const list = declare({
    method: 'get',
    path: '/v1/revocations',
    operationId: 'listRevocations',
    summary: 'The revocations that still matter, the newest first',
    'x-access': 'admin',
    request: { query: ListQuery },
    responses: { ...ADMINISTERED, 200: jsonAnswer('The revocations', RevocationList) },
  });
  addRoute(app, list, deps.authenticate, async (c) => {
    const { items, next } = await deps.listRevocations(pageOf(c.req.valid('query')));
    return c.json({ revocations: items.map(revocationBody), next: next ?? null }, 200);
  });

  const remove = declare({
    method: 'delete',
    path: '/v1/revocations/{id}',
    operationId: 'liftRevocation',
    summary: 'Lets tokens count again',
    'x-access': 'admin',
    request: { params: IdPath },
    responses: { ...ADMINISTERED, ...NOT_FOUND, 204: { description: 'It is lifted' } },
  });
  addRoute(app, remove, deps.authenticate, async (c) => {
    await deps.liftRevocation(c.req.valid('param').id, actorOf(c));
    return c.body(null, 204);
  });
}

function revocationBody(revocation: Revocation): z.infer<typeof RevocationBody> {
  const { id, what, reason, by, at, expiresAt } = revocation;
  const left = leftToDo(revocation);
  return {
    id,
    ...what,
    reason,
    created_by: by,
    created_at: at.toISOString(),
    expires_at: expiresAt.toISOString(),
    ...(left === undefined ? {} : { left_to_do: left }),
  };
}
