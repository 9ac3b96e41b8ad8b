import { expect, it } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { ErrorBody } from '../../src/api/schemas.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';
import { exchange } from '../support/raw-http.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';

const target = useTarget(() => startLocalTarget());

const ask = async (...lines: string[]) => {
  const answer = await exchange(target(), [...lines, '', ''].join('\r\n'));
  if (answer.status >= 400) ErrorBody.parse(JSON.parse(answer.body));
  return answer;
};

const whoami = (...headers: string[]) => ask('GET /v1/whoami HTTP/1.1', 'Host: x', ...headers);

it('takes one Authorization header, whatever the case of its name and scheme', async () => {
  const token = await target().adminToken();
  for (const header of [
    `Authorization: Bearer ${token}`,
    `AUTHORIZATION: bearer ${token}`,
    `authorization:BEARER ${token}`,
    `Authorization: Bearer ${token}  `,
  ]) {
    expect((await whoami(header)).status, header.slice(0, 24)).toBe(200);
  }
});

it('takes no token when there are two headers, or a list in one', async () => {
  const token = await target().adminToken();
  const good = `Authorization: Bearer ${token}`;
  for (const headers of [
    [good, good],
    [good, 'Authorization: Bearer wrong'],
    ['Authorization: Bearer wrong', good],
    [good, 'Authorization: Basic eDp5'],
    ['Authorization:', good],
    [`Authorization: Bearer ${token}, Bearer ${token}`],
    [`Authorization: Bearer ${token},`],
    [`Authorization: Bearer "${token}"`],
    [`Authorization: Bearer ${token} x=y`],
  ]) {
    expect((await whoami(...headers)).status, String(headers.length)).toBe(401);
  }
});

it.each(['Basic', 'Digest', 'Token', 'Bearer\t', 'Bearer:', 'Bearer=', 'BearerX', ''])(
  'takes no token under the scheme %j',
  async (scheme) => {
    const token = await target().adminToken();
    expect((await whoami(`Authorization: ${scheme} ${token}`)).status).toBe(401);
  },
);

it('takes no token from anywhere but its header', async () => {
  const token = await target().adminToken();
  for (const header of [
    `Cookie: token=${token}`,
    `X-Authorization: Bearer ${token}`,
    `X-Forwarded-Authorization: Bearer ${token}`,
    `Proxy-Authorization: Bearer ${token}`,
    `X-Api-Key: ${token}`,
    `Token: ${token}`,
  ]) {
    expect((await whoami(header)).status, header.split(':')[0]).toBe(401);
  }
  const inQuery = await ask(`GET /v1/whoami?access_token=${token} HTTP/1.1`, 'Host: x');
  expect(inQuery.status).toBe(401);
});

it.each([
  ['a huge token', `Authorization: Bearer ${'a'.repeat(10_000)}`, 401],
  ['a huge header', `X: ${'a'.repeat(17_000)}`, 431],
  ['a carriage return in a header', 'X: a\rAuthorization: b', 400],
  ['a header of no name', ': x', 400],
])('refuses %s', async (_, header, status) => {
  expect((await whoami(header)).status).toBe(status);
});

it('refuses headers without number', async () => {
  const headers = Array.from({ length: 3000 }, (_, index) => `X-${index}: y`);
  expect((await whoami(...headers)).status).toBe(431);
});

it('does not listen to headers that would turn a request into another', async () => {
  const api = new RegistryApi(target());
  const module = `${freshNamespace()}/vpc/aws`;
  await api.publishSource(`${module}/1.0.0`, 'https://example.com/x.zip');
  const token = `Authorization: Bearer ${await target().adminToken()}`;
  for (const header of [
    'X-HTTP-Method-Override: DELETE',
    'X-HTTP-Method: DELETE',
    'X-Method-Override: DELETE',
    'X-Original-URL: /v1/whoami',
    'X-Rewrite-URL: /v1/whoami',
  ]) {
    const path = `/v1/modules/${module}/1.0.0`;
    const answer = await ask(`GET ${path} HTTP/1.1`, 'Host: x', token, header);
    expect(JSON.parse(answer.body), header).toMatchObject({ version: '1.0.0' });
  }
  expect(await api.versions(module)).toEqual(['1.0.0']);
});

it('tells clients where it is, not where a header says it is', async () => {
  const { baseUrl } = target();
  const lies = ['Host: evil.example', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: ftp'];
  const { body } = await ask('GET /.well-known/terraform.json HTTP/1.1', ...lies);
  expect(JSON.parse(body)).toEqual({ 'modules.v1': `${baseUrl}/v1/modules/` });
});
