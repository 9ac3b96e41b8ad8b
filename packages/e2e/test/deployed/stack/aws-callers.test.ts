import { describe, expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../../src/api/package.ts';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import { AccessToken } from '../../../src/api/schemas.ts';
import { startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import { type AwsCaller, roleArnOf } from '../../../src/deployed/gateway/callers.ts';
import { useTarget } from '../../support/use-target.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { sendSigned, session } from '../support/aws-callers.ts';
import { proofOf, tradeProof } from '../support/prove-by-request.ts';
import { theStack } from '../support/the-stack.ts';

const publisher = session('publisher');
const stranger = session('stranger');
const nobody = session('nobody', { policies: [] });

const target = useTarget(() =>
  startDeployedTarget(theStack(), { callers: [publisher, stranger, nobody] }),
);

async function grant(to: AwsCaller, role: string): Promise<string> {
  const namespace = freshNamespace();
  const query = new URLSearchParams({ principal: roleArnOf(to) });
  const path = `/v1/namespaces/${namespace}/grants?${query}`;
  const answer = await new RegistryApi(target()).send('PUT', path, { role });
  expect(answer.status).toBe(201);
  return namespace;
}

const ask = (by: AwsCaller, body: object) =>
  sendSigned(target(), by, { method: 'POST', path: '/v1/token', region: theStack().region }, body);

const tokenIn = (text: string) =>
  target().evidence.token(AccessToken.parse(JSON.parse(text)).access_token);

describe('who signs a request with AWS credentials', () => {
  it('gets a token for what is granted to their role, and publishes with it', async () => {
    const namespace = await grant(publisher, 'publisher');
    const answer = await ask(publisher, { scope: `upload:${namespace} download:${namespace}` });
    expect(answer.status).toBe(200);
    const api = new RegistryApi(target(), tokenIn(answer.text));
    const module = `${namespace}/vpc/aws`;
    await api.publish(`${module}/1.0.0`, await packTarGz(moduleFiles('x')));
    expect(await api.versions(module)).toEqual(['1.0.0']);
    const whoami = await api.send('GET', '/v1/whoami');
    expect(JSON.parse(whoami.text)).toMatchObject({
      principal: 'arn:aws:iam::123456789012:role/publisher',
    });
    expect((await api.send('GET', '/v1/modules/elsewhere/vpc/aws/versions')).status).toBe(403);
  });

  it('gets nothing that is not granted', async () => {
    const namespace = await grant(publisher, 'reader');
    expect((await ask(stranger, { scope: `download:${namespace}` })).status).toBe(400);
    expect((await ask(publisher, { scope: `upload:${namespace}` })).status).toBe(400);
  });

  it('gets as far as their own policies and signatures let them', async () => {
    expect((await ask(nobody, {})).status).toBe(403);
    expect((await ask({ ...publisher, secretAccessKey: 'x' }, {})).status).toBe(403);
    const url = `${target().baseUrl}/v1/token`;
    expect((await new RegistryApi(target()).raw('POST', url, {}, '')).status).toBe(404);
  });
});

describe('who proves by a signed request for STS who they are', () => {
  it('gets a token, once for each proof', async () => {
    const namespace = await grant(stranger, 'reader');
    const proof = await proofOf(target(), stranger);
    const answer = await tradeProof(target(), proof);
    expect(answer.status).toBe(200);
    const api = new RegistryApi(target(), tokenIn(answer.text));
    expect((await api.send('GET', `/v1/modules/${namespace}/vpc/aws/versions`)).status).toBe(404);
    expect((await tradeProof(target(), proof)).status).toBe(400);
  });

  it('gets nothing with a signature that does not hold, or for another registry', async () => {
    expect(
      (await tradeProof(target(), await proofOf(target(), { ...stranger, secretAccessKey: 'x' })))
        .status,
    ).toBe(400);
    const elsewhere = { 'x-registry-audience': 'https://other.example.com' };
    expect((await tradeProof(target(), await proofOf(target(), stranger, elsewhere))).status).toBe(
      400,
    );
  });
});
