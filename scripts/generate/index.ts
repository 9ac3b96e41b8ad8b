/**
 * Writes what is made from the code: `node scripts/generate/index.ts`. With --check it writes
 * nothing and fails where a file is not what the code would make.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PREFIXES } from '../../packages/aws/src/s3/package-keys.ts';
import { DEFAULT_WAYS_IN, WAYS_IN } from '../../packages/domain/src/index.ts';
import { describeApi, describeFunctions } from '../../packages/server/src/describe.ts';
import { referencePage } from './reference-page.ts';
import { FUNCTIONS } from './terraform/functions.ts';
import { routesOf } from './terraform/routes.ts';

const ROOT = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const document = describeApi(version);

const files = {
  'docs/api/openapi.json': json(document),
  'docs/api/reference.md': referencePage(document),
  'terraform/generated/functions.json': json(FUNCTIONS),
  'terraform/generated/ways-in.json': json({ all: WAYS_IN, usual: DEFAULT_WAYS_IN }),
  'terraform/modules/api/generated/routes.json': json(routesOf(describeFunctions())),
  'terraform/modules/store/prefixes.json': json(PREFIXES),
  'terraform/modules/store/table.json': read('packages/aws/src/table-schema.json') ?? '',
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

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}
