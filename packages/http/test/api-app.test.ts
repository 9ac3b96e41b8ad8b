import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  TooLargeError,
  UnauthenticatedError,
  UnavailableError,
} from '@registry/domain';
import { createApiApp, createLogger, INTERNAL_ERROR } from '@registry/http';
import { describe, expect, it } from 'vitest';

function serving(error: Error) {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    destination: { write: (line) => lines.push(line) },
  });
  const app = createApiApp({ logger });
  app.get('/things/:thing', (c) => c.json({ thing: c.req.param('thing') }));
  app.post('/things', () => {
    throw error;
  });
  const ask = (path: string, init?: RequestInit) =>
    app.fetch(new Request(`https://registry.test${path}`, init), { edge: { requestId: 'id-1' } });
  return { ask, log: () => lines.map((line) => JSON.parse(line)) };
}

const nothing = new Error('unused');

describe('an error', () => {
  it.each<[Error, number, string[], Record<string, string>]>([
    [new InvalidError(['One.', 'Two.']), 422, ['One.', 'Two.'], {}],
    [new NotFoundError('Gone.'), 404, ['Gone.'], {}],
    [new ConflictError('There.'), 409, ['There.'], {}],
    [new TooLargeError('Large.'), 413, ['Large.'], {}],
    [
      new ForbiddenError('No.'),
      403,
      ['No.'],
      { 'www-authenticate': 'Bearer error="insufficient_scope"' },
    ],
    [
      new UnauthenticatedError('missing', 'Who?'),
      401,
      ['Who?'],
      { 'www-authenticate': 'Bearer realm="registry"' },
    ],
    [
      new UnauthenticatedError('invalid_token', 'Old.'),
      401,
      ['Old.'],
      {
        'www-authenticate':
          'Bearer realm="registry", error="invalid_token", error_description="Old."',
      },
    ],
    [
      new UnavailableError('Busy.', { retryAfterSeconds: 7 }),
      503,
      ['Busy.'],
      { 'retry-after': '7' },
    ],
    [new Error('a secret'), 500, [INTERNAL_ERROR], {}],
  ])('%s becomes a %i', async (error, status, errors, headers) => {
    const response = await serving(error).ask('/things', { method: 'POST' });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('x-request-id')).toBe('id-1');
    expect(await response.json()).toEqual({ errors });
    for (const [name, value] of Object.entries(headers)) {
      expect(response.headers.get(name)).toBe(value);
    }
  });
});

describe('a path', () => {
  it('that nothing is at is a 404 in the same form', async () => {
    const response = await serving(nothing).ask('/nowhere');
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ errors: [expect.any(String)] });
  });

  it.each([
    ['/things/1', 'DELETE', 'GET, HEAD'],
    ['/things', 'GET', 'POST'],
  ])('%s takes no %s, and the 405 says what it takes', async (path, method, allowed) => {
    const response = await serving(nothing).ask(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allowed);
    expect(await response.json()).toEqual({ errors: [expect.stringContaining(allowed)] });
  });

  it('that the edge refuses is a 400 that says why', async () => {
    const lines: string[] = [];
    const logger = createLogger({
      level: 'info',
      destination: { write: (line) => lines.push(line) },
    });
    const response = await createApiApp({ logger }).fetch(new Request('https://registry.test//'), {
      edge: { refusal: 'Not so.' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors: ['Not so.'] });
    expect(lines).toHaveLength(1);
  });
});

describe('the log', () => {
  it('has one line for each request, by route and not by path', async () => {
    const { ask, log } = serving(nothing);
    await ask('/things/a-secret?token=a-secret', { headers: { 'user-agent': 'Terraform/1.11.4' } });
    expect(log()).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        request_id: 'id-1',
        method: 'GET',
        route: '/things/:thing',
        status: 200,
        duration_ms: expect.any(Number),
        user_agent: 'Terraform/1.11.4',
        msg: 'request',
      },
    ]);
  });

  it('tells what failed, and calls it an error', async () => {
    const { ask, log } = serving(new Error('the reason'));
    await ask('/things', { method: 'POST' });
    expect(log()).toMatchObject([{ level: 'error', status: 500, err: { message: 'the reason' } }]);
  });

  it('names no path that nothing is at', async () => {
    const { ask, log } = serving(nothing);
    await ask('/a-secret');
    expect(log()).toHaveLength(1);
    expect(JSON.stringify(log())).not.toContain('a-secret');
  });
});
