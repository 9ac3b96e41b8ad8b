import { z } from '@hono/zod-openapi';
import { type ApiApp, addRoute, declare, noAuthentication } from '@registry/http';
import { jsonAnswer } from '../../schemas/answers.ts';

/** Remote service discovery: what both clients ask a host first, without a token. */
export function discoveryRoute(app: ApiApp, deps: { readonly modulesUrl: string }): void {
  const route = declare({
    method: 'get',
    path: '/.well-known/terraform.json',
    'x-access': 'anybody',
    operationId: 'discover',
    summary: 'Which services this host offers',
    responses: {
      200: jsonAnswer('The services', z.object({ 'modules.v1': z.string() }).openapi('Services')),
    },
  });
  addRoute(app, route, noAuthentication, (c) => c.json({ 'modules.v1': deps.modulesUrl }, 200));
}

/** Says that the process answers; asks no backend, so that a slow one does not restart us. */
export function healthRoute(app: ApiApp): void {
  const route = declare({
    method: 'get',
    path: '/healthz',
    'x-access': 'anybody',
    operationId: 'health',
    summary: 'Is the process up?',
    responses: {
      200: jsonAnswer('It is', z.object({ status: z.literal('ok') }).openapi('Health')),
    },
  });
  addRoute(app, route, noAuthentication, (c) => c.json({ status: 'ok' as const }, 200));
}
