import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { findHelpers, type Helper, putHelper } from '../cli-config/helper-block.ts';
import { configFiles, configFolder, fileInForce, type Tool } from '../cli-config/places.ts';
import { updateFile } from '../cli-config/update-file.ts';
import { CliError } from '../errors.ts';
import type { System } from '../system.ts';
import { argumentsOf, findBlock } from './find-block.ts';
import {
  formatHelperArguments,
  type HelperArguments,
  type HelperEntry,
} from './helper-arguments.ts';
import { HELPER, launcherPath, writeLauncher } from './launcher.ts';

export interface Installation {
  readonly tool: Tool;
  readonly entry: HelperEntry;
  /** The helper that stays in charge of all other hosts. */
  readonly passOn?: string;
}

export interface Installed {
  readonly program: string;
  readonly file: string;
  /** Whether the block is another one than before. */
  readonly changed: boolean;
}

/** Puts the program in place and the block into the configuration; a second time changes nothing. */
export async function install(wanted: Installation, system: System): Promise<Installed> {
  if (process.platform === 'win32') {
    throw new CliError(
      'usage',
      'On Windows, terraform and tofu start no helper that is not an .exe; use "registry-cli token config" instead.',
    );
  }
  if (!existsSync(system.program.helper)) {
    throw new CliError('failed', `${system.program.helper} is missing; install registry-cli anew.`);
  }
  const block = await findBlock(wanted.tool, system);
  const file = block?.file ?? fileInForce(wanted.tool, system);
  // Looked at before anything is changed, and again when the file is: somebody else may be faster.
  combine(block, wanted, file);
  const program = launcherPath(wanted.tool, system);
  keepConfiguration(wanted.tool, program, system);
  await writeLauncher(program, system);
  const changed = await updateFile(
    file,
    (text) => {
      const [present] = findHelpers(text);
      const args = formatHelperArguments(combine(present, wanted, file));
      const same = present?.name === HELPER && args.join('\n') === present.args.join('\n');
      return same ? text : putHelper(text, { name: HELPER, args }, present?.name ?? HELPER);
    },
    system,
  );
  return { program, file, changed };
}

/** The folder of the program must not hide the one that tofu has its configuration in. */
function keepConfiguration(tool: Tool, program: string, system: System): void {
  const common = join(system.home, '.terraform.d');
  const [, ...others] = configFiles(tool, system);
  const hides = configFolder(tool, system) !== common && program.startsWith(join(common, sep));
  if (!hides || others.length === 0) return;
  throw new CliError(
    'conflict',
    `The helper would go to ${program}, and then tofu would no longer read ${others.join(', ')}; set XDG_DATA_HOME, for the helper to go there.`,
  );
}

function combine(
  present: Helper | undefined,
  { entry, passOn }: Installation,
  file: string,
): HelperArguments {
  const before = argumentsOf(present);
  const entries = before.entries.some(({ host }) => host === entry.host)
    ? before.entries.map((other) => (other.host === entry.host ? entry : other))
    : [...before.entries, entry];
  if (present !== undefined && present.name !== HELPER) {
    if (passOn !== present.name) throw foreign(present.name, file);
    return { entries, passOn: present };
  }
  if (passOn !== undefined && passOn !== before.passOn?.name) {
    return { entries, passOn: { name: passOn, args: [] } };
  }
  return { ...before, entries };
}

function foreign(name: string, file: string): CliError {
  return new CliError(
    'conflict',
    `${file} has the credentials helper "${name}", and there can be only one; remove it, or keep it for all other hosts with --pass-on ${name}.`,
  );
}
