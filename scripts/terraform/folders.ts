import { globSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** The modules and their examples. */
export const TERRAFORM_FOLDER = join(import.meta.dirname, '../../terraform');

/** What is used by others: the root (`.`) and each of `modules/`. */
export function moduleFolders(): string[] {
  return ['.', ...folders('modules/*')];
}

/** What can be applied as it is. */
export function exampleFolders(): string[] {
  return folders('{,modules/*/}examples/*');
}

/** Modules with tests for `terraform test`. */
export function testedFolders(): string[] {
  return [
    ...new Set(files('{,modules/*/}tests/*.tftest.hcl').map((file) => dirname(dirname(file)))),
  ];
}

/** Within `terraform/`, with slashes, sorted. */
export function files(pattern: string): string[] {
  return globSync(pattern, { cwd: TERRAFORM_FOLDER }).sort();
}

function folders(pattern: string): string[] {
  return [...new Set(files(`${pattern}/*.tf`).map(dirname))];
}

/** For people: `terraform/modules/store`. */
export function shown(folder: string): string {
  return relative(join(TERRAFORM_FOLDER, '..'), join(TERRAFORM_FOLDER, folder));
}

/** For copies of the folder: everything but what a tool left there. */
export function isSource(path: string): boolean {
  const name = basename(path);
  return name !== '.terraform' && name !== '.terraform.lock.hcl' && !name.includes('.tfstate');
}
