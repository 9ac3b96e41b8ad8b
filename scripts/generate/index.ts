/**
 * Writes what is made from the code: `node scripts/generate/index.ts`. With --check it writes
 * nothing and fails where a file is not what the code would make.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeApi } from '../../packages/server/src/describe.ts';
import { referencePage } from './reference-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const document = describeApi(version);

const files = {
  'docs/api/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'docs/api/reference.md': referencePage(document),
};

const stale = Object.entries(files).filter(([path, content]) => read(path) !== content);
if (!process.argv.includes('--check')) {
  for (const [path, content] of stale) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), content);
    console.error(`wrote ${path}`);
  }
} else if (stale.length > 0) {
  for (const [path] of stale) console.error(`${path} is not what the code makes.`);
  console.error('Run ./scripts/check --fix and commit what it changes.');
  process.exitCode = 1;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}
