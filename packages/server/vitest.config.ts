import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real processes on a busy machine: long enough never to be the reason of a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
