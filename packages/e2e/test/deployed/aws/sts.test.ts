import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request } from '../../../src/api/request.ts';
import { createRecorder } from '../../../src/deployed/aws/recorder.ts';
import { type Aws, serveAws } from '../../../src/deployed/aws/serve-aws.ts';
import type { AwsCaller } from '../../../src/deployed/gateway/callers.ts';
import { makeCertificate } from '../../../src/target/certificate.ts';

const caller: AwsCaller = {
  accessKeyId: 'AKIACALLER',
  secretAccessKey: 'secret',
  arn: 'arn:aws:iam::123456789012:user/ann',
  userId: 'AIDAANN',
  policies: [],
};

let folder: string;
let certificate: string;
let aws: Aws;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-sts-'));
  const { certFile, keyFile } = await makeCertificate(folder);
  certificate = await readFile(certFile, 'utf8');
  const world = {
    ...{ partition: 'aws', region: 'eu-west-1', accountId: '123456789012', partitionKey: 'pk' },
    ...{ keyArn: (id: string) => id, dnsSuffix: 'amazonaws.com' },
    ...{ tableKeys: new Map(), bucketKeys: new Map() },
  };
  const policies = { buckets: new Map(), keys: new Map(), boundaries: new Map() };
  const deps = { engines: {}, holders: new Map(), callers: [caller], policies, world };
  const recorder = createRecorder();
  aws = await serveAws(() => ({ ...deps, recorder }), {
    cert: certificate,
    key: await readFile(keyFile, 'utf8'),
  });
});
afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true });
});

async function ask(by: AwsCaller, more: Record<string, string> = {}) {
  const signer = new SignatureV4({
    credentials: by,
    region: 'us-east-1',
    service: 'sts',
    sha256: Sha256,
  });
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const { host } = new URL(aws.endpoint);
  const headers = { host, 'x-registry-audience': 'https://registry.example.com' };
  const signed = await signer.sign(new HttpRequest({ method: 'POST', path: '/', query, headers }));
  return request({
    method: 'POST',
    url: `${aws.endpoint}/?${new URLSearchParams(query)}`,
    headers: { ...signed.headers, ...more },
    certificate,
  });
}

it('says who has signed', async () => {
  const { status, text } = await ask(caller);
  expect(status).toBe(200);
  expect(text).toContain('<Arn>arn:aws:iam::123456789012:user/ann</Arn>');
  expect(text).toContain('<Account>123456789012</Account>');
});

it.each<[string, AwsCaller, Record<string, string>, string]>([
  ['another secret', { ...caller, secretAccessKey: 'x' }, {}, 'SignatureDoesNotMatch'],
  ['a key that nobody has', { ...caller, accessKeyId: 'AKIAX' }, {}, 'InvalidClientTokenId'],
  [
    'a signed header that was changed',
    caller,
    { 'x-registry-audience': 'https://evil.example' },
    'SignatureDoesNotMatch',
  ],
])('refuses %s', async (_, by, more, code) => {
  const { status, text } = await ask(by, more);
  expect(status).toBe(403);
  expect(text).toContain(code);
});
