import { HclError } from '../cli-config/hcl-trivia.ts';
import { findHelpers, type Helper } from '../cli-config/helper-block.ts';
import { configFiles, type Tool } from '../cli-config/places.ts';
import { readConfigText } from '../cli-config/update-file.ts';
import { CliError } from '../errors.ts';
import type { System } from '../system.ts';
import { type HelperArguments, HelperError, parseHelperArguments } from './helper-arguments.ts';
import { HELPER } from './launcher.ts';

/** A `credentials_helper` block, ours or another's, and the file that it stands in. */
export interface FoundBlock extends Helper {
  readonly file: string;
  readonly ours: boolean;
}

/** The block that the tool goes by: it takes one at most, from all its files together. */
export async function findBlock(tool: Tool, system: System): Promise<FoundBlock | undefined> {
  const found: FoundBlock[] = [];
  for (const file of configFiles(tool, system)) {
    const text = await readConfigText(file);
    const helpers = inFile(file, () => findHelpers(text));
    found.push(...helpers.map((helper) => ({ ...helper, file, ours: helper.name === HELPER })));
  }
  const [first, second] = found;
  if (second === undefined) return first;
  throw new CliError(
    'conflict',
    `There is more than one credentials_helper block, "${first?.name}" in ${first?.file} and "${second.name}" in ${second.file}, and ${tool} takes one; remove the others.`,
  );
}

/** What our block says; nothing where there is none. */
export function argumentsOf(block: Helper | undefined): HelperArguments {
  if (block?.name !== HELPER) return { entries: [] };
  try {
    return parseHelperArguments(block.args);
  } catch (error) {
    if (!(error instanceof HelperError)) throw error;
    throw new CliError('failed', error.message, { cause: error });
  }
}

function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    throw new CliError('failed', `${file} cannot be read, because ${error.message}; correct it.`, {
      cause: error,
    });
  }
}
