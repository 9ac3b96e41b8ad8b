import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { tokenVariable } from '../src/tokens/env-line.ts';
import { json } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

describe('token env', () => {
  it('prints a line that a shell takes', async () => {
    const { registry, machine, env } = await withRegistry();
    const args = ['token', 'env', '--host', 'Registry-1.example.com', '--scope', 'download:acme'];
    const ended = await machine.run(args, { env });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const script = `${ended.stdout}\nprintenv TF_TOKEN_registry__1_example_com`;
    expect(execFileSync('sh', ['-c', script]).toString().trim()).toBe(registry.issued[0]);
  });

  it('gives machines the name too', async () => {
    const { machine, env } = await withRegistry();
    const { stdout } = await machine.run(['token', 'env', '--host', 'a.example', '--json'], {
      env,
    });
    expect(JSON.parse(stdout)).toMatchObject({ name: 'TF_TOKEN_a_example', expires_in: 900 });
  });

  it.each([['127.0.0.1:8443'], ['[::1]'], ['a_b.example.com']])(
    'of %s, which no variable can name, ends with 2 and gets no token',
    async (host) => {
      const { registry, machine, env } = await withRegistry();
      const ended = await machine.run(['token', 'env', '--host', host], { env });
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended.stderr).toContain(`${host} cannot be the name of a variable`);
      expect(ended.stderr).toContain('token config');
      expect(registry.seen).toEqual([]);
    },
  );

  it('takes the host of the registry, and so refuses its port', async () => {
    const { registry, machine, env } = await withRegistry();
    const ended = await machine.run(['token', 'env'], { env });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`${registry.host} cannot be`);
  });

  it.each([['https://a.example'], ['a.example/path'], ['user@a.example'], ['a b'], ['']])(
    'refuses %j as a host',
    async (host) => {
      const { machine, env } = await withRegistry();
      const ended = await machine.run(['token', 'env', '--host', host], { env });
      expect(ended).toMatchObject({ code: 2, stdout: '' });
    },
  );

  it('prints nothing that a shell would run, whatever the registry calls a token', async () => {
    const { registry, machine, env } = await withRegistry();
    for (const access_token of ["x'; touch hacked; '", 'a b', '$(id)', 'a\nb']) {
      registry.once(/oauth/, (_, response) =>
        json(response, 200, { access_token, token_type: 'Bearer' }),
      );
      const ended = await machine.run(['token', 'env', '--host', 'a.example'], { env });
      expect(ended).toMatchObject({ code: 7, stdout: '' });
    }
  });
});

it.each([
  ['registry.example.com', 'TF_TOKEN_registry_example_com'],
  ['my-registry.example.com', 'TF_TOKEN_my__registry_example_com'],
  ['xn--caf-dma.fr', 'TF_TOKEN_xn____caf__dma_fr'],
])('the variable of %s is %s, as the clients decode it', (host, name) => {
  expect(tokenVariable(host)).toBe(name);
  const decoded = name.slice('TF_TOKEN_'.length).replaceAll('__', '-').replaceAll('_', '.');
  expect(decoded).toBe(host);
});
