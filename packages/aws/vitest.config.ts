import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What waits for a fault to be over waits beside others.
    maxConcurrency: 20,
    maxWorkers: 4,
    globalSetup: ['test/start-engines.ts'],
    // Against real engines on a busy machine: long enough never to be the reason of a failure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
