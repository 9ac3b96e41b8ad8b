import { OPEN_TO_EVERY_TOKEN, PERMISSIONS, type Permission, ROUTE_ACCESS } from '@registry/domain';
import type { ApiApp } from '@registry/http';
import { describe, expect, it } from 'vitest';
import { ask, serving } from '../support/registry.ts';

const { read, publish, access } = serving();

interface Operation {
  readonly app: ApiApp;
  readonly method: string;
  /** With `{…}`, as declared. */
  readonly path: string;
  readonly access: unknown;
  readonly security: unknown;
}

/** Every route of all functions, as the API document has them. */
const operations: Operation[] = [read, publish, access].flatMap((app) => {
  const { paths = {} } = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'registry', version: '0' },
  });
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      app,
      method: method.toUpperCase(),
      path,
      access: operation['x-access'],
      security: operation.security,
    })),
  );
});

/** What opens a route for the authorizer, which knows nothing of declarations. */
function opensAtTheGateway({ method, path }: Operation): 'any_token' | Permission[] {
  if (OPEN_TO_EVERY_TOKEN.some((open) => open.method === method && open.path === path)) {
    return 'any_token';
  }
  return PERMISSIONS.filter((permission) => {
    const { methods, under } = ROUTE_ACCESS[permission];
    return methods.includes(method) && path.startsWith(`${under}{namespace}/`);
  });
}

/** The permissions that a declaration asks for, one of them. */
function permissionsOf(access: unknown): Permission[] {
  if (access === 'create_or_delete_grant') return ['create_grant', 'delete_grant'];
  return PERMISSIONS.filter((permission) => permission === access);
}

describe.each(operations)('$method $path', (operation) => {
  const { app, method, path, access, security } = operation;
  const concrete = path
    .replace('{namespace}', 'acme')
    .replace('{name}', 'vpc')
    .replace('{id}', '1')
    .replace('{system}', 'aws')
    .replace('{version}', '1.0.0');
  const asking = (scope?: string) => ask(app, method, concrete, scope ? { scope } : {});

  it('is opened at the gateway by what the app asks for', () => {
    const expected = access === 'any_token' ? access : permissionsOf(access);
    expect(opensAtTheGateway(operation)).toEqual(expected);
    expect(security).toEqual(access === 'anybody' ? undefined : [{ bearer: [] }]);
  });

  it('asks for that, and for nothing else', async () => {
    expect((await asking()).status === 401).toBe(access !== 'anybody');
    for (const permission of PERMISSIONS) {
      const { status } = await asking(`${permission}:acme`);
      const isOpen = access === 'anybody' || access === 'any_token';
      const isRefused = !isOpen && !permissionsOf(access).includes(permission);
      expect(status === 403).toBe(isRefused);
      expect(status).not.toBe(401);
    }
    expect([401, 403]).not.toContain((await asking('admin')).status);
  });
});

describe('the table of the authorizer', () => {
  it('opens no method that no route has, but for those to come', () => {
    const served = new Set(
      operations.flatMap(({ method, access }) =>
        permissionsOf(access).map((permission) => `${permission} ${method}`),
      ),
    );
    const opened = PERMISSIONS.flatMap((permission) =>
      ROUTE_ACCESS[permission].methods.map((method) => `${permission} ${method}`),
    );
    // PATCH deprecates a version; its route is another issue's.
    expect(opened.filter((one) => !served.has(one))).toEqual(['upload PATCH']);
  });
});
