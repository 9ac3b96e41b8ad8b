import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pluginFolders } from '../cli-config/places.ts';
import type { System } from '../system.ts';
import { type HelperArguments, HelperError } from './helper-arguments.ts';
import { findHelperProgram } from './helper-program.ts';

/** Lets another helper answer in our place, word for word, and gives back its exit code. */
export async function passOn(
  { name, args }: NonNullable<HelperArguments['passOn']>,
  call: readonly string[],
  system: System,
): Promise<number> {
  const folders = [...pluginFolders('terraform', system), ...pluginFolders('tofu', system)];
  const program = findHelperProgram(name, folders);
  if (program === undefined) {
    throw new HelperError(
      `The credentials helper terraform-credentials-${name}, which other hosts are passed on to, is not in ${folders[0]}; put it there, or install this one again without --pass-on.`,
    );
  }
  const child = spawn(program, [...args, ...call], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : 1;
}
