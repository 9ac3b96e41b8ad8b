import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { key, settings } from './setup.ts';

const run = promisify(execFile);
const bundler = fileURLToPath(new URL('../../../scripts/lib/bundle.ts', import.meta.url));
const entry = fileURLToPath(new URL('../src/lambda.ts', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-issuer-'));
  await run(process.execPath, [bundler, 'lambda', `token-issuer/index=${entry}`], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bundle = () => join(folder, 'dist', 'token-issuer', 'index.mjs');

describe('the bundle', () => {
  it('is at most 500 KB zipped', async () => {
    const { byteLength } = deflateRawSync(await readFile(bundle()), { level: 9 });
    expect(byteLength).toBeLessThan(500 * 1024);
  });

  it('answers what needs no KMS', async () => {
    const jwk = await key.publicJwk();
    const event = {
      version: '2.0',
      rawPath: '/.well-known/jwks.json',
      rawQueryString: '',
      headers: {},
      requestContext: { http: { method: 'GET' }, stage: '$default', requestId: 'request-1' },
      isBase64Encoded: false,
    };
    const script = `import(${JSON.stringify(bundle())})
      .then(({ handler }) => handler(${JSON.stringify(event)}))
      .then((result) => console.log(JSON.stringify(result)))`;
    const env = {
      ISSUER: settings.issuer,
      AUDIENCE: settings.audience,
      JWKS: JSON.stringify({ keys: [jwk] }),
      SIGNING_KEY_ID: 'alias/registry',
      AWS_REGION: 'eu-central-1',
      TABLE_NAME: 'registry',
    };
    const { stdout } = await run(process.execPath, ['-e', script], { env });
    const [line = '', result = ''] = stdout.trim().split('\n');
    expect(JSON.parse(line)).toMatchObject({ request_id: 'request-1', status: 200 });
    expect(JSON.parse(JSON.parse(result).body)).toEqual({ keys: [jwk] });
  });
});
