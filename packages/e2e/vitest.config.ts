import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/clients-setup.ts'],
    // Real clients on a busy machine: long enough never to be the reason of a failure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
