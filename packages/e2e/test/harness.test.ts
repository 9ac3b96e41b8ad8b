import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Evidence } from '../src/target/evidence.ts';

it('finds a token, its signature and a signed address in logs and in errors', () => {
  const evidence = new Evidence();
  const signature = 's'.repeat(86);
  evidence.token(`header.payload.${signature}`);
  evidence.signedUrl('http://127.0.0.1/packages/x?expires=1&signature=of-the-address');
  evidence.errorBody('{"errors":["nothing here"]}');
  expect(evidence.leaks('one line\nanother')).toEqual([]);
  evidence.errorBody('{"errors":["of-the-address"]}');
  expect(evidence.leaks(`fine\nbad ${signature}\nheader.payload.x`)).toEqual([
    `bad ${signature}`,
    '{"errors":["of-the-address"]}',
  ]);
});

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'leaves no server behind when tests end by %s',
  async (signal) => {
    const program = join(import.meta.dirname, 'support', 'start-and-wait.ts');
    const scratch = await mkdtemp(join(tmpdir(), 'registry-harness-'));
    onTestFinished(() => rm(scratch, { recursive: true, force: true }));
    const tests = spawn(process.execPath, [program], {
      env: { ...process.env, TMPDIR: scratch },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(tests.stdout.setEncoding('utf8'), 'data');
    const baseUrl = String(said).trim();
    expect((await fetch(`${baseUrl}/healthz`)).status).toBe(200);
    tests.kill(signal);
    await once(tests, 'exit');
    const isGone = () =>
      fetch(`${baseUrl}/healthz`).then(
        () => false,
        () => true,
      );
    await expect.poll(isGone, { timeout: 20_000 }).toBe(true);
  },
);
