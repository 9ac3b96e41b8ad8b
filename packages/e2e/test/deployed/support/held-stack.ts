import { readFile } from 'node:fs/promises';
import type { Stack } from '../../../src/deployed/stack/stack.ts';

/** What hold-stack.ts has applied, in the file that `DEPLOYED_STACK` names; undefined without it. */
export async function heldStack(): Promise<Stack | undefined> {
  const file = process.env['DEPLOYED_STACK'];
  return file === undefined ? undefined : JSON.parse(await readFile(file, 'utf8'));
}
