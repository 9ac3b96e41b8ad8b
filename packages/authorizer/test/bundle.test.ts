import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { es256, forgeToken, honestToken } from '@registry/domain/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestEvent } from './events.ts';
import { key, settings } from './setup.ts';

const run = promisify(execFile);
const bundler = fileURLToPath(new URL('../../../scripts/lib/bundle.ts', import.meta.url));
const entry = fileURLToPath(new URL('../src/lambda.ts', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authorizer-'));
  await run(process.execPath, [bundler, 'lambda', `authorizer/index=${entry}`], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Calls the bundled handler in a process of its own, and gives what it printed. */
async function invoke(event: object, environment: Record<string, string>) {
  const file = join(folder, 'dist', 'authorizer', 'index.mjs');
  const script = `import(${JSON.stringify(file)})
    .then(({ handler }) => handler(${JSON.stringify(event)}))
    .then(() => console.log('answered'), ({ message }) => console.log(message))`;
  const { stdout } = await run(process.execPath, ['-e', script], { env: environment });
  return stdout.trim().split('\n');
}

describe('the bundle', () => {
  const environment = async () => ({
    ISSUER: settings.issuer,
    AUDIENCE: settings.audience,
    JWKS: JSON.stringify({ keys: [await key.publicJwk()] }),
  });

  it('is at most 150 KB zipped', async () => {
    const bundle = await readFile(join(folder, 'dist', 'authorizer', 'index.mjs'));
    expect(deflateRawSync(bundle, { level: 9 }).byteLength).toBeLessThan(150 * 1024);
  });

  it('refuses a bad token', async () => {
    const [line = '', answer] = await invoke(requestEvent('Bearer a.b.c'), await environment());
    expect(answer).toBe('Unauthorized');
    expect(JSON.parse(line)).toMatchObject({ decision: 'unauthorized', request_id: 'request-1' });
  });

  it('does not start without its settings, and says which', async () => {
    const { ISSUER: _, ...rest } = await environment();
    const [message] = await invoke(requestEvent('Bearer a.b.c'), rest);
    expect(message).toBe('The settings cannot be used. ISSUER: must be set.');
  });

  it('answers a good token', async () => {
    // The bundle has a real clock.
    const { header, claims } = await honestToken({ ...settings, key, now: new Date() });
    const token = forgeToken(header, claims, es256(key.privateKey));
    const [line = '', answer] = await invoke(requestEvent(`Bearer ${token}`), await environment());
    expect(answer).toBe('answered');
    expect(JSON.parse(line)).toMatchObject({ decision: 'policy', principal: 'identity:honest' });
  });

  describe('with a table', () => {
    const asking = async (answer: (response: ServerResponse) => void) => {
      const asked: IncomingMessage[] = [];
      const server = createServer((request, response) => {
        asked.push(request);
        answer(response);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      const { header, claims } = await honestToken({ ...settings, key, now: new Date() });
      const token = forgeToken(header, claims, es256(key.privateKey));
      const lines = await invoke(requestEvent(`Bearer ${token}`), {
        ...(await environment()),
        TABLE_NAME: 'registry',
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'AKIATEST',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}`,
      }).finally(() => server.close());
      return { asked, lines };
    };

    it('asks it for what is revoked, once, and signs that', async () => {
      const { asked, lines } = await asking((response) => response.end('{}'));
      expect(lines.at(-1)).toBe('answered');
      expect(asked.map(({ headers }) => headers)).toMatchObject([
        {
          'x-amz-target': 'DynamoDB_20120810.GetItem',
          authorization: expect.stringContaining('/eu-central-1/dynamodb/aws4_request'),
        },
      ]);
    });

    it('lets nobody in when it does not answer, and says why in the log', async () => {
      const { lines } = await asking((response) => response.writeHead(500).end('{}'));
      expect(lines.at(-1)).toMatch(/^Nobody can tell now which tokens are revoked/);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({
        level: 'error',
        err: { type: 'UnavailableError', cause: { type: 'RefusedCallError' } },
      });
    });
  });
});
