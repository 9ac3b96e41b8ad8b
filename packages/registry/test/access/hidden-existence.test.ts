import type { ApiApp } from '@registry/http';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ask, ask, refOf, serving } from '../support/registry.ts';

const { read, publish, given, send } = withSend();
const VERSION = '1.0.0';

function withSend() {
  const all = serving();
  return {
    ...all,
    /** Asks the function that has the route; what neither has is asked of both. */
    send: async (method: string, path: string, how: Ask) => {
      const apps: ApiApp[] = [all.read, all.publish];
      return Promise.all(apps.map((app) => seen(app, method, path, how)));
    },
  };
}

/** All that a client sees of an answer, but for the id of the request. */
async function seen(app: ApiApp, method: string, path: string, how: Ask) {
  const response = await ask(app, method, path, how);
  const headers = [...response.headers].filter(([name]) => name !== 'x-request-id');
  return { status: response.status, headers, body: await response.text() };
}

beforeAll(() => given('acme/vpc/aws', VERSION, '1.1.0-rc.1'));

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const REST = [
  '',
  '/versions',
  '/download',
  `/${VERSION}`,
  `/${VERSION}/download`,
  `/${VERSION}/uploads`,
  '/9.9.9',
  '/nonsense',
  `/${VERSION}/nowhere`,
];

// Nobody, and everybody whose token opens something else.
const CALLERS: readonly (readonly [name: string, how: Ask])[] = [
  ['nobody', {}],
  ['somebody with a bad token', { headers: { authorization: 'Bearer a.b.c' } }],
  ['somebody with another scheme', { headers: { authorization: 'Basic YTpi' } }],
  ['a reader of another namespace', { scope: 'download:other upload:other' }],
  ['a reader of a namespace that begins the same', { scope: 'download:acme2 upload:acm' }],
  ['somebody who may do other things here', { scope: 'create_grant:acme delete_grant:acme' }],
];

const BODIES: readonly (readonly [name: string, how: Ask])[] = [
  ['no body', {}],
  ['the body that is published', { body: refOf(VERSION) }],
  ['another body', { body: refOf('other') }],
  ['a malformed body', { body: '{' }],
];

describe.each(CALLERS)('%s', (_, caller) => {
  it.each(METHODS)('cannot tell by %s whether a module exists', async (method) => {
    for (const rest of REST) {
      for (const [, body] of method === 'GET' || method === 'HEAD' ? [['', {}] as const] : BODIES) {
        const how = { ...body, ...caller };
        const [there, ghost] = await Promise.all([
          send(method, `/v1/modules/acme/vpc/aws${rest}`, how),
          send(method, `/v1/modules/acme/ghost/aws${rest}`, how),
        ]);
        expect(there).toEqual(ghost);
        for (const { status } of there) expect([401, 403, 404, 405]).toContain(status);
        for (const { status, body: text } of there) {
          if (status === 404 || status === 405) expect(text).not.toContain('module');
        }
      }
    }
  });
});

describe('somebody who may only write', () => {
  it('cannot read whether a module exists', async () => {
    for (const rest of ['', '/versions', '/download', `/${VERSION}`, `/${VERSION}/download`]) {
      const how = { scope: 'upload:acme' };
      const [there, ghost] = await Promise.all(
        ['vpc', 'ghost'].map((name) =>
          seen(read, 'GET', `/v1/modules/acme/${name}/aws${rest}`, how),
        ),
      );
      expect(there?.status).toBe(403);
      expect(there).toEqual(ghost);
    }
  });
});

describe('somebody who may only read', () => {
  it('cannot write, whatever the body', async () => {
    for (const method of ['PUT', 'DELETE']) {
      for (const [, body] of BODIES) {
        const how = { scope: 'download:acme', ...body };
        const [there, ghost] = await Promise.all(
          ['vpc', 'ghost'].map((name) =>
            seen(publish, method, `/v1/modules/acme/${name}/aws/${VERSION}`, how),
          ),
        );
        expect(there?.status).toBe(403);
        expect(there).toEqual(ghost);
      }
    }
  });
});
