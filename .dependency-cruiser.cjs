/**
 * Who may know whom, as in docs/architecture.md. Checked by scripts/check.
 * domain ← aws, local, http ← registry, authorizer, token-issuer ← server; cli knows domain, and of
 * aws how a caller is signed for and a deployment looked at.
 */
const may = (from, to) => ({
  name: `${from}-knows-only-${to.join('-') || 'nobody'}`,
  comment: `packages/${from} may import ${to.join(', ') || 'no other package of ours'}`,
  severity: 'error',
  from: { path: `^packages/${from}/src` },
  to: { path: '^packages/', pathNot: `^packages/(${[from, ...to].join('|')})/` },
});

module.exports = {
  forbidden: [
    may('domain', []),
    may('aws', ['domain']),
    may('local', ['domain']),
    may('http', ['domain']),
    may('registry', ['domain', 'http', 'aws']),
    may('authorizer', ['domain', 'http', 'aws']),
    may('token-issuer', ['domain', 'http', 'aws']),
    may('server', ['domain', 'http', 'local', 'registry', 'token-issuer']),
    may('cli', ['domain', 'aws']),
    may('e2e', ['domain', 'aws']),
    {
      name: 'aws-sdk-in-aws-only',
      severity: 'error',
      // What stands in for AWS in tests speaks as AWS does.
      from: { path: '^packages/(?!aws/|e2e/src/deployed/)[^/]+/src' },
      to: { path: '(^|/)@(aws-sdk|smithy|aws-crypto)/' },
    },
    {
      name: 'adapters-in-entries-only',
      comment: 'Only lambda.ts puts AWS adapters and apps together.',
      severity: 'error',
      from: { path: '^packages/(registry|authorizer|token-issuer)/src', pathNot: 'lambda\\.ts$' },
      to: { path: '^packages/aws/' },
    },
    {
      name: 'aws-in-two-files-of-the-cli',
      comment: 'Loaded when somebody signs in as an AWS caller, and when a doctor looks inside.',
      severity: 'error',
      from: {
        path: '^packages/cli/src',
        pathNot: '/(tokens/aws-signer|doctor/look-inside)\\.ts$',
      },
      // Types are gone when it runs.
      to: { path: '^packages/aws/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-cli-signs-and-looks',
      severity: 'error',
      from: { path: '^packages/cli/src' },
      to: { path: '^packages/aws/src/(?!credentials\\.ts$|sts/|deployment/index\\.ts$)' },
    },
    {
      name: 'the-read-function-cannot-publish',
      severity: 'error',
      from: { path: '^packages/registry/src/(read|schemas)/' },
      to: { path: '^packages/registry/src/publish/' },
    },
    {
      name: 'the-access-function-opens-nothing',
      comment: 'What strangers send is opened far from what decides who may do what (ADR 0010).',
      severity: 'error',
      from: { path: '^packages/registry/src/access/' },
      to: { path: '^packages/registry/src/(publish|read)/|^packages/domain/src/archive/' },
    },
    {
      name: 'no-tests-in-sources',
      severity: 'error',
      // e2e is nothing but tests, and its sources run engines.
      from: { path: '^packages/[^/]+/src', pathNot: '/src/testing/|^packages/e2e/src/' },
      to: { path: '(^packages/[^/]+/test/|/src/testing/|(^|/)vitest($|/))' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.config\\.ts$|lib/' },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|test)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
