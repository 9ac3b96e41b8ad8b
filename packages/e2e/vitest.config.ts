import { defineConfig } from 'vitest/config';

/** The files that prove the server and, once more, the stack as deployed. */
const both = [
  'test/access/{attacks,matrix,ways-in}.test.ts',
  'test/api/reading.test.ts',
  'test/bad-days/{bodies,headers,kill,races,tokens,uploads}.test.ts',
  'test/clients/{credentials-helper,crowds,many-versions,registry-cli,tls}.test.ts',
];

// Under a domain of its own, with keys of one's own and a permissions boundary.
const complete = {
  extends: true as const,
  test: {
    name: 'deployed-complete',
    include: [
      'test/api/reading.test.ts',
      'test/clients/{registry-cli,tls}.test.ts',
      'test/deployed/stack/{as-sent,least-privilege,one-namespace}.test.ts',
    ],
    globalSetup: ['test/support/clients-setup.ts', 'test/deployed/support/stack-setup.ts'],
  },
};

// Every other example, each applied by the file that is about it.
const otherwise = {
  extends: true as const,
  test: {
    name: 'deployed-otherwise',
    include: ['test/deployed/otherwise/**/*.test.ts'],
    globalSetup: ['test/support/clients-setup.ts', 'test/deployed/support/zips-setup.ts'],
    provide: { stack: undefined },
  },
};

export default defineConfig({
  test: {
    // Much of the time goes into waiting for clients and for servers to start.
    maxWorkers: 2,
    // Real clients on a busy machine: long enough never to be the reason of a failure.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'local',
          include: ['test/**/*.test.ts'],
          exclude: ['test/deployed/**'],
          globalSetup: ['test/support/clients-setup.ts'],
          provide: { stack: undefined },
        },
      },
      {
        // What stands in for AWS, by itself: nothing is applied.
        extends: true,
        test: { name: 'parts', include: ['test/deployed/{gateway,functions,aws}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'deployed',
          include: [...both, 'test/deployed/stack/**/*.test.ts'],
          globalSetup: ['test/support/clients-setup.ts', 'test/deployed/support/stack-setup.ts'],
        },
      },
      ...(process.env['ALL_CLIENTS'] === '1' ? [complete, otherwise] : []),
    ],
  },
});
