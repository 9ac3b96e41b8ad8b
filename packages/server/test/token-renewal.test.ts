import { readFile, rm } from 'node:fs/promises';
import { parsePrincipal, parseScope } from '@registry/domain';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepAdminFiles } from '../src/admin-files.ts';
import { tempFolder } from './support/temp-folder.ts';

const HOUR_MS = 60 * 60 * 1000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

async function setUp() {
  const dataDir = await tempFolder();
  let issued = 0;
  const failures: unknown[] = [];
  const files = await keepAdminFiles({
    dataDir,
    baseUrl: 'http://127.0.0.1:8080',
    issue: async (request) => {
      expect(request).toEqual({
        principal: parsePrincipal('identity:administrator'),
        scope: parseScope('admin'),
        lifetimeSeconds: 24 * 60 * 60,
      });
      issued += 1;
      return {
        accessToken: `token-${issued}`,
        tokenId: String(issued),
        expiresInSeconds: 1,
        scope: request.scope,
      };
    },
    onFailure: (error) => failures.push(error),
  });
  const token = async () => (await readFile(files.tokenFile, 'utf8')).trim();
  const configuration = () => readFile(files.cliConfigFile, 'utf8');
  return { dataDir, files, failures, token, configuration };
}

it('renews token and configuration long before the token expires, for as long as it runs', async () => {
  const { files, token, configuration } = await setUp();
  expect(await token()).toBe('token-1');
  for (const wanted of ['token-2', 'token-3', 'token-4']) {
    vi.advanceTimersByTime(12 * HOUR_MS);
    await vi.waitUntil(async () => (await token()) === wanted, { timeout: 5000 });
    await vi.waitUntil(async () => (await configuration()).includes(wanted), { timeout: 5000 });
  }
  files.stop();
  vi.advanceTimersByTime(48 * HOUR_MS);
  expect(await token()).toBe('token-4');
});

it('goes on when a renewal fails, says so, and tries again', async () => {
  const { dataDir, files, failures } = await setUp();
  await rm(dataDir, { recursive: true });
  vi.advanceTimersByTime(12 * HOUR_MS);
  await vi.waitUntil(() => failures.length === 1, { timeout: 5000 });
  expect(String(failures[0])).toContain('cannot be written');
  vi.advanceTimersByTime(12 * HOUR_MS);
  await vi.waitUntil(() => failures.length === 2, { timeout: 5000 });
  files.stop();
});
