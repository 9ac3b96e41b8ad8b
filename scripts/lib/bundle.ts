/**
 * Bundles the entries of the package in the current folder into dist/, with esbuild:
 *
 *   node ../../scripts/lib/bundle.ts lambda  read=src/read/lambda.ts …   → dist/read/index.mjs
 *   node ../../scripts/lib/bundle.ts program server=src/main.ts          → dist/server.mjs
 *
 * A Lambda gets a folder to itself, because that folder is what is zipped. Source maps lie
 * beside the bundles. What a package cannot bundle (WebAssembly) it copies in its own build.
 */
import { chmod, rm } from 'node:fs/promises';
import { type BuildOptions, build } from 'esbuild';

// Some dependencies are CommonJS inside and call require for Node's own modules.
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

const [kind, ...entries] = process.argv.slice(2);
const entryPoints = Object.fromEntries(
  entries.map((entry) => {
    const [name = '', path = ''] = entry.split('=');
    return [kind === 'lambda' ? `${name}/index` : name, path];
  }),
);

const shared: BuildOptions = {
  entryPoints,
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  mainFields: ['module', 'main'],
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  minify: kind === 'lambda',
  keepNames: true,
};

await rm('dist', { recursive: true, force: true });
await build({
  ...shared,
  banner: { js: kind === 'program' ? `#!/usr/bin/env node\n${REQUIRE}` : REQUIRE },
});
if (kind === 'program') {
  await Promise.all(Object.keys(entryPoints).map((name) => chmod(`dist/${name}.mjs`, 0o755)));
}
