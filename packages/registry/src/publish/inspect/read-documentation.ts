import { InvalidError, type ModuleDocumentation } from '@registry/domain';
import { quoteName } from '@registry/domain/archive';
import type { ConfigurationFacts } from './configuration-facts.ts';
import { type ConfigurationFile, isJson, isOverride, preferredName } from './configuration-file.ts';
import type { ConfigurationParser } from './configuration-parser.ts';
import type { ModuleFiles } from './module-files.ts';
import { describeFolder } from './module-folder.ts';
import { NO_README } from './readme.ts';

/** More faults than this help nobody. */
const MAX_FAULTS = 20;

interface ParsedFile extends ConfigurationFile {
  readonly facts: ConfigurationFacts;
}

/**
 * Parses every configuration file and reads off what they document. Throws an InvalidError that
 * names each file that cannot be read or parsed, up to twenty faults.
 */
export async function readDocumentation(
  { configuration, readmes, faults: unread, strayFolder }: ModuleFiles,
  parse: ConfigurationParser,
): Promise<ModuleDocumentation> {
  const faults = [...unread];
  if (faults.length === 0 && !configuration.some((file) => file.folder === '')) {
    throw new InvalidError(noModuleHere(strayFolder));
  }
  const parsed: ParsedFile[] = [];
  for (const file of configuration) {
    if (faults.length >= MAX_FAULTS) break;
    const report = await parse({ text: file.text, syntax: isJson(file.name) ? 'json' : 'hcl' });
    if ('facts' in report) parsed.push({ ...file, facts: report.facts });
    else faults.push(...report.faults.map((fault) => sentence(file, fault)));
  }
  if (faults.length > 0) throw new InvalidError(faults.slice(0, MAX_FAULTS));

  const describe = (path: string) => {
    const files = documentedFiles(parsed.filter((file) => file.folder === path));
    return describeFolder(
      path,
      readmes.get(path) ?? NO_README,
      files.map((file) => file.facts),
    );
  };
  const folders = new Set(configuration.map((file) => file.folder));
  folders.delete('');
  return { root: describe(''), submodules: [...folders].map(describe) };
}

function documentedFiles(files: readonly ParsedFile[]): readonly ParsedFile[] {
  const names = new Set(files.map((file) => file.name));
  return files.filter(({ name }) => {
    const preferred = preferredName(name);
    return !isOverride(name) && (preferred === name || !names.has(preferred));
  });
}

function noModuleHere(strayFolder: string | undefined): string {
  const rule = 'The package has no .tf or .tofu file (or .json variant of one) at its root';
  return strayFolder === undefined
    ? `${rule}.`
    : `${rule}, but in ${quoteName(strayFolder)}; pack what is in that folder.`;
}

/** `fault` is the end of a sentence, or begins with the line. */
function sentence({ folder, name }: ConfigurationFile, fault: string): string {
  const path = quoteName(folder === '' ? name : `${folder}/${name}`);
  const [, line, rest] = /^line (\d+): (.*)$/s.exec(fault) ?? [];
  return line === undefined ? `${path} cannot be used: ${fault}` : `${path}, line ${line}: ${rest}`;
}
