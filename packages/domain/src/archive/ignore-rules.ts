import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ignore from 'ignore';
import { InvalidError } from '../errors.ts';

const IGNORE_FILE = '.terraformignore';

/** State, plans and crash logs hold secrets; the two folders are a working copy's own. */
const NEVER_SHIPPED: readonly RegExp[] = [
  /^\.git$/,
  /^\.terraform$/,
  /\.tfstate$/,
  /\.tfstate\./,
  /\.tfplan$/,
  /^crash(?:\..*)?\.log$/,
];

/** Whether a path, relative and with `/`, stays out of the package. */
export type IgnoreRules = (path: string, kind: 'file' | 'folder') => boolean;

/**
 * The rules of `folder`: what never ships, and the `.terraformignore` at its root with the rules
 * of gitignore(5). As with terraform (hashicorp/go-slug), that file itself ships unless it names
 * itself; unlike there, `!` cannot bring back what never ships.
 */
export async function loadIgnoreRules(folder: string): Promise<IgnoreRules> {
  const own = ignore({ ignorecase: false }).add(await readIgnoreFile(folder));
  return (path, kind) => neverShips(path) || own.ignores(kind === 'folder' ? `${path}/` : path);
}

function neverShips(path: string): boolean {
  return path.split('/').some((segment) => NEVER_SHIPPED.some((pattern) => pattern.test(segment)));
}

async function readIgnoreFile(folder: string): Promise<string> {
  const path = join(folder, IGNORE_FILE);
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return '';
  if (!found.isFile()) throw new InvalidError(`The ${IGNORE_FILE} is not a regular file.`);
  return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
}
