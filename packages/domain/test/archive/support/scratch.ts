import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

// Many of these tests write real archives, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** A folder of the test's own, gone after it. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'archive-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
