import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // On a busy machine: long enough never to be the reason of a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
