import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['tests/**/*.test.ts'],
    // Most of the time goes into waiting: the provider looks ten times, seconds apart, whether a
    // bucket's lifecycle has settled. So several roots are applied side by side.
    maxWorkers: 4,
    maxConcurrency: 4,
    // Real tools on a busy machine: long enough never to be the reason of a failure.
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
