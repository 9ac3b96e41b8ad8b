import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/clients-setup.ts'],
    // Much of the time goes into waiting for clients and for servers to start.
    maxWorkers: 2,
    // Real clients on a busy machine: long enough never to be the reason of a failure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
