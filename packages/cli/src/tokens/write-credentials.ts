import { existsSync } from 'node:fs';
import { setCredentials } from '../cli-config/credentials.ts';
import { mainFile, type Tool } from '../cli-config/places.ts';
import { updateFile } from '../cli-config/update-file.ts';
import type { Presenter } from '../presenters/presenter.ts';
import type { System } from '../system.ts';

/** Puts a token into the tool's CLI configuration and says which file that is. */
export async function writeCredentials(
  tool: Tool,
  host: string,
  token: string,
  { system, presenter }: { readonly system: System; readonly presenter: Presenter },
): Promise<string> {
  const file = mainFile(tool, system);
  const common = mainFile('terraform', system);
  if (file !== common && !existsSync(file) && existsSync(common)) {
    presenter.note(`tofu reads ${file} from now on, and ${common} no longer.`);
  }
  await updateFile(file, (text) => setCredentials(text, host, token), system, { mode: 0o600 });
  return file;
}
