import { InvalidError, type ModuleDocumentation } from '@registry/domain';
import { quoteName } from '@registry/domain/archive';
import type { HclParser } from './hcl-parser.ts';
import { isConfiguration, type ModuleFile } from './module-files.ts';
import { describeFolder } from './module-folder.ts';

/** More faults than this help nobody. */
const MAX_FAULTS = 20;

interface ParsedFile extends ModuleFile {
  readonly blocks: { readonly [kind: string]: unknown };
}

/** Parses the configuration and reads off what it documents. InvalidError names each bad file. */
export async function readDocumentation(
  files: readonly ModuleFile[],
  parseHcl: HclParser,
): Promise<ModuleDocumentation> {
  const configuration = files.filter((file) => isConfiguration(file.name));
  if (!configuration.some((file) => file.folder === '')) {
    throw new InvalidError(
      'There is no .tf or .tofu file at the root of the package; pack the folder that holds the module itself.',
    );
  }
  const faults: string[] = [];
  const parsed: ParsedFile[] = [];
  for (const file of configuration) {
    const result = await parseFile(file, parseHcl);
    if ('fault' in result) faults.push(`${pathOf(file)} does not parse: ${result.fault}`);
    else parsed.push({ ...file, blocks: result.blocks });
    if (faults.length >= MAX_FAULTS) break;
  }
  if (faults.length > 0) throw new InvalidError(faults);

  const readmes = new Map(
    files.filter((file) => !isConfiguration(file.name)).map((file) => [file.folder, file.text]),
  );
  const folders = [...new Set(parsed.map((file) => file.folder))].map((folder) =>
    describeFolder(
      folder,
      readmes.get(folder) ?? '',
      forTerraform(parsed.filter((file) => file.folder === folder)).map((file) => file.blocks),
    ),
  );
  const [root, ...submodules] = folders.sort((a, b) => (a.path < b.path ? -1 : 1));
  if (root === undefined) throw new Error('A package with a root file has a root folder.');
  return { root, submodules };
}

// OpenTofu reads x.tofu in the place of x.tf; both document one module, and Terraform's is shown.
function forTerraform(files: readonly ParsedFile[]): readonly ParsedFile[] {
  const names = new Set(files.map((file) => file.name));
  return files.filter(
    (file) =>
      !names.has(file.name.replace(/\.tofu(\.json)?$/, '.tf$1')) ||
      /\.tf(\.json)?$/.test(file.name),
  );
}

async function parseFile(file: ModuleFile, parseHcl: HclParser) {
  const answer = file.name.endsWith('.json')
    ? parseJson(file.text)
    : await parseHcl({ name: file.name, text: file.text });
  if ('fault' in answer) return { fault: oneLine(answer.fault) };
  const { parsed } = answer;
  if (typeof parsed === 'object' && parsed !== null) return { blocks: { ...parsed } };
  return { fault: 'it is no object' };
}

function parseJson(text: string): { parsed: unknown } | { fault: string } {
  try {
    return { parsed: JSON.parse(text) };
  } catch {
    return { fault: 'it is no valid JSON' };
  }
}

function pathOf({ folder, name }: ModuleFile): string {
  return quoteName(folder === '' ? name : `${folder}/${name}`);
}

function oneLine(fault: string): string {
  return fault.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
}
