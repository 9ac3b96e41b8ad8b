import { describe, expect, it } from 'vitest';
import { json, SIGNATURE, TOKEN } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

const VERSIONS = ['versions', 'acme/vpc/aws'];

describe('an answer that no registry gives', () => {
  it.each([
    ['HTML', 'text/html', '<html>Sign in</html>', 'text/html that is not JSON'],
    ['truncated JSON', 'application/json', '{"modules":[', 'application/json that is not JSON'],
    ['other JSON', 'application/json', '{"modules":{}}', 'JSON with an unexpected modules'],
    ['nothing', 'application/json', '', 'application/json that is not JSON'],
  ])('%s ends with 7 and a hint at the address', async (_, type, body, sentence) => {
    const { registry, machine, env } = await withRegistry();
    registry.once(/versions/, (_request, response) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    const ended = await machine.run(VERSIONS, { env });
    expect(ended.code).toBe(7);
    expect(ended.stderr).toContain(`does not answer like a registry (${sentence}); check`);
    expect(ended.stderr).not.toContain('Sign in');
  });

  it('a page that is not found ends with 7, as it says nothing about modules', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.once(/versions/, (_request, response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>nginx</html>');
    });
    expect((await machine.run(VERSIONS, { env })).code).toBe(7);
  });

  it.each([
    [400, 7],
    [401, 3],
    [403, 3],
    [404, 4],
    [409, 5],
    [413, 6],
    [422, 6],
    [500, 7],
  ])('status %i ends with %i and the sentences of the registry', async (status, code) => {
    const { registry, machine, env } = await withRegistry();
    registry.once(/versions/, (_, response) =>
      json(response, status, { errors: ['One.', 'Two.'] }),
    );
    const ended = await machine.run([...VERSIONS, '--json'], { env });
    expect(ended.code).toBe(code);
    expect(JSON.parse(ended.stdout).errors.slice(0, 2)).toEqual(['One.', 'Two.']);
  });

  it.each([401, 403, 409, 413, 422, 500])(
    'status %i without words of the registry is put in ours',
    async (status) => {
      const { registry, machine, env } = await withRegistry();
      registry.once(/versions/, (_, response) => json(response, status, { message: 'Forbidden' }));
      const { stderr } = await machine.run(VERSIONS, { env });
      expect(stderr).toMatch(/^error: .+\.\n/);
    },
  );

  it('a redirect is not followed, and only its host is named', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.once(/versions/, (_, response) => {
      response.writeHead(302, { location: `https://login.example.com/?s=${SIGNATURE}` }).end();
    });
    const ended = await machine.run(VERSIONS, { env });
    expect(ended.code).toBe(7);
    expect(ended.stderr).toContain('redirects to https://login.example.com, which is not followed');
    expect(ended.stderr).not.toContain(SIGNATURE);
  });

  it('that repeats the token is not repeated', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.once(/versions/, ({ headers }, response) =>
      json(response, 422, { errors: [`Bad header ${headers.authorization}.`] }),
    );
    const ended = await machine.run(VERSIONS, { env });
    expect(ended.stderr).toContain('Bad header Bearer (hidden).');
    expect(ended.stderr).not.toContain(TOKEN);
  });

  it('that holds control characters is cleaned of them', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.once(/versions/, (_, response) => json(response, 422, { errors: ['\u001b[31mred'] }));
    expect((await machine.run(VERSIONS, { env })).stderr).toBe('error: [31mred\n');
  });
});

describe('a registry that has no time', () => {
  it('is asked again after as long as it says', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.add('1.0.0', Buffer.from('1'));
    registry.once(/versions/, (_, response) => {
      response.writeHead(503, { 'retry-after': '7' }).end();
    });
    const ended = await machine.run(VERSIONS, { env });
    expect(ended).toMatchObject({ code: 0, stdout: '1.0.0\n', pauses: [7250] });
    expect(ended.stderr).toContain('(status 503); trying again in 8 s (attempt 2 of 4)');
  });

  it('may say so with a date', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.add('1.0.0', Buffer.from('1'));
    registry.once(/versions/, (_, response) => {
      response.writeHead(429, { 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }).end();
    });
    expect((await machine.run(VERSIONS, { env })).pauses).toEqual([5250]);
  });

  it('is asked four times in all, with growing pauses', async () => {
    const { registry, machine, env } = await withRegistry();
    for (let count = 0; count < 10; count += 1) {
      registry.once(/versions/, (_, response) => json(response, 503, { errors: ['Full.'] }));
    }
    const ended = await machine.run([...VERSIONS, '--json'], { env });
    expect(ended).toMatchObject({ code: 7, pauses: [750, 1500, 3000] });
    expect(JSON.parse(ended.stdout)).toEqual({ errors: ['Full.'] });
    expect(registry.seen).toHaveLength(4);
  });

  it('is not waited for when it asks for more than a minute', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.once(/versions/, (_, response) => {
      response.writeHead(429, { 'retry-after': '3600' }).end();
    });
    const ended = await machine.run(VERSIONS, { env });
    expect(ended).toMatchObject({ code: 7, pauses: [] });
    expect(ended.stderr).toContain('takes no more requests for now');
  });
});

describe('a connection that breaks', () => {
  it('is made again', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.add('1.0.0', Buffer.from('1'));
    registry.once(/versions/, (_, response) => response.destroy());
    expect(await machine.run(VERSIONS, { env })).toMatchObject({ code: 0, pauses: [750] });
  });

  it('in the middle of an answer is made again', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.add('1.0.0', Buffer.from('1'));
    registry.once(/versions/, (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"modules"', () => response.destroy());
    });
    expect(await machine.run(VERSIONS, { env })).toMatchObject({ code: 0, stdout: '1.0.0\n' });
  });

  it('is not made again for a token, which may have been issued', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.once(/oauth/, (_, response) => response.destroy());
    const ended = await machine.run(['token', 'get'], { env });
    expect(ended).toMatchObject({ code: 7, pauses: [] });
  });

  it('that nobody takes ends with 7 and the reason', async () => {
    const { registry, machine, env } = await withRegistry();
    const { url } = registry;
    await registry.stop();
    const ended = await machine.run(VERSIONS, { env });
    expect(ended.code).toBe(7);
    expect(ended.stderr).toContain(`${url} cannot be reached (nothing listens there)`);
    expect(ended.pauses).toHaveLength(3);
  });

  it('to https where only http is spoken is not made again', async () => {
    const { registry, machine, env } = await withRegistry();
    const REGISTRY_URL = registry.url.replace('http:', 'https:');
    const ended = await machine.run(VERSIONS, { env: { ...env, REGISTRY_URL } });
    expect(ended).toMatchObject({ code: 7, pauses: [] });
    expect(ended.stderr).toContain('it does not speak https there');
  });

  it('to a name that nobody has is not made again', async () => {
    const { machine, env } = await withRegistry();
    const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const unknown = async () => {
      throw new TypeError('fetch failed', { cause });
    };
    const ended = await machine.run(VERSIONS, { env, fetch: unknown });
    expect(ended).toMatchObject({ code: 7, pauses: [] });
    expect(ended.stderr).toContain('the name is not known');
  });
});
