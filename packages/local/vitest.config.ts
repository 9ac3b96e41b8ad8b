import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Against real disks and processes on a busy machine: never the reason of a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
