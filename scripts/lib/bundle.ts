/**
 * Bundles entries of the package in the current folder into dist/, with esbuild:
 *
 *   node ../../scripts/lib/bundle.ts program server=src/main.ts            → dist/server.mjs
 *   node ../../scripts/lib/bundle.ts lambda  read/index=src/read/lambda.ts → dist/read/index.mjs
 *
 * `copy:NAME=FILE` takes a file along that cannot be bundled. A Lambda gets a folder to itself,
 * because that folder is what is zipped. Source maps lie beside the bundles.
 */
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';

// Some dependencies are CommonJS inside: they call require, or look beside their own file.
const COMMON_JS =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url),__dirname=import.meta.dirname;";

const [kind, ...entries] = process.argv.slice(2);
const isProgram = kind === 'program';
const pairs = entries.map((entry) => {
  const [name = '', path = ''] = entry.split('=');
  return { name, path };
});
const copies = pairs.filter(({ name }) => name.startsWith('copy:'));
const sources = pairs.filter(({ name }) => !name.startsWith('copy:'));

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: Object.fromEntries(sources.map(({ name, path }) => [name, path])),
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  banner: { js: isProgram ? `#!/usr/bin/env node\n${COMMON_JS}` : COMMON_JS },
  bundle: true,
  platform: 'node',
  format: 'esm',
  // A program loads what a command needs when it needs it; a function is one file to read.
  splitting: isProgram,
  target: 'node22',
  mainFields: ['module', 'main'],
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  // Names stay: errors are known by theirs, and zipped they weigh little.
  minifyWhitespace: !isProgram,
  minifySyntax: !isProgram,
});
for (const { name, path } of copies) {
  const target = `dist/${name.slice('copy:'.length)}`;
  await mkdir(dirname(target), { recursive: true });
  await copyFile(path, target);
}
if (isProgram) {
  await Promise.all(sources.map(({ name }) => chmod(`dist/${name}.mjs`, 0o755)));
}
