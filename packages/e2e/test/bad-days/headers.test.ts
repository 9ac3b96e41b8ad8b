import { expect, inject, it } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { ErrorBody } from '../../src/api/schemas.ts';
import { exchange, pathAt } from '../support/raw-http.ts';
import { startTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';

const target = useTarget(() => startTarget());
const isDeployed = inject('stack') !== undefined;

const ask = async (path: string, ...headers: string[]) => {
  const line = `GET ${pathAt(target(), path)} HTTP/1.1`;
  const answer = await exchange(target(), [line, ...headers, '', ''].join('\r\n'));
  // What is no HTTP does not get as far as an API at AWS, and is told so in other words.
  const isHeard = !isDeployed || answer.status !== 400;
  if (answer.status >= 400 && isHeard) ErrorBody.parse(JSON.parse(answer.body));
  return answer;
};

const whoami = (...headers: string[]) => ask('/v1/whoami', 'Host: x', ...headers);

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

it('takes no token from a list in one header', async () => {
  const token = await target().adminToken();
  for (const value of [
    `Bearer ${token}, Bearer ${token}`,
    `Bearer ${token},`,
    `Bearer "${token}"`,
    `Bearer ${token} x=y`,
  ]) {
    expect((await whoami(`Authorization: ${value}`)).status, value.slice(-4)).toBe(401);
  }
});

it('takes no token when there are two headers, of which API Gateway hands on the last', async () => {
  const good = `Authorization: Bearer ${await target().adminToken()}`;
  for (const [headers, byTheLast] of [
    [[good, good], 200],
    [[good, 'Authorization: Bearer wrong'], 401],
    [['Authorization: Bearer wrong', good], 200],
    [[good, 'Authorization: Basic eDp5'], 401],
    [['Authorization:', good], 200],
    [[good, 'Authorization:'], 401],
  ] as const) {
    expect((await whoami(...headers)).status).toBe(isDeployed ? byTheLast : 401);
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
  const inQuery = await ask(`/v1/whoami?access_token=${token}`, 'Host: x');
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
  // API Gateway has no limit for their number, but one for their length: 10,240 bytes of values.
  const value = isDeployed ? 'longer' : 'y';
  const headers = Array.from({ length: 3000 }, (_, index) => `X-${index}: ${value}`);
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
    const answer = await ask(`/v1/modules/${module}/1.0.0`, 'Host: x', token, header);
    expect(JSON.parse(answer.body), header).toMatchObject({ version: '1.0.0' });
  }
  expect(await api.versions(module)).toEqual(['1.0.0']);
});

it('tells clients where it is, not where a header says it is', async () => {
  // Unless said otherwise, its tokens are issued by the address that it has.
  const { issuer } = target();
  const lies = ['Host: evil.example', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: ftp'];
  const { body } = await ask('/.well-known/terraform.json', ...lies);
  expect(JSON.parse(body)).toEqual({ 'modules.v1': `${issuer}/v1/modules/` });
});
