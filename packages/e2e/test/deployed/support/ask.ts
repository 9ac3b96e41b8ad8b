import { createGateway, type GatewayDeps } from '../../../src/deployed/gateway/gateway.ts';
import type { Mount } from '../../../src/deployed/gateway/mount.ts';
import type { ClientRequest } from '../../../src/deployed/gateway/request.ts';
import { smallApi } from './definition.ts';
import { answerOf, fakeFunctions } from './fake-functions.ts';

export const NOW = new Date('2026-03-04T05:06:07.000Z');
const ROOT: Mount = { kind: 'domain', basePath: '' };

export const allow = (...resources: string[]) => ({
  principalId: 'identity:ci',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resources }],
  },
  context: { principal: 'identity:ci', expires_at: 12 },
});

/** A gateway over functions that echo their event, and an authorizer that allows all. */
export function openGateway(change: Partial<GatewayDeps> = {}) {
  const functions = fakeFunctions({
    echo: (event) => answerOf({ statusCode: 200, body: JSON.stringify(event) }),
    other: () => answerOf({ statusCode: 200, body: '"other"' }),
    authorizer: () => answerOf(allow('*')),
  });
  const lines: string[] = [];
  const deps: GatewayDeps = {
    api: smallApi(),
    functions,
    callers: [],
    clock: () => NOW,
    log: (line) => lines.push(line),
    ...change,
  };
  const gateway = createGateway(deps);
  const ask = async (
    method: string,
    target: string,
    more: Partial<ClientRequest> = {},
    mount = ROOT,
  ) => {
    const [path = '', query = ''] = target.split('?');
    const answer = await gateway(mount, {
      method,
      path,
      query,
      headers: [['Host', 'registry.example.com']],
      body: Buffer.alloc(0),
      sourceIp: '192.0.2.1',
      ...more,
    });
    const headers = new Headers(answer.headers.map(([name, value]) => [name, value]));
    const text = answer.body.toString();
    return { ...answer, headers, text, json: () => JSON.parse(text) };
  };
  return { ask, functions, lines };
}

export const bearer = (token = 'good') => ({
  headers: [['Authorization', `Bearer ${token}`]] as const,
});
