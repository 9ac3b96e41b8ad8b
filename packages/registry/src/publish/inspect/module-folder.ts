import type { ModuleFolder, ProviderRequirement } from '@registry/domain';
import type { ConfigurationFacts } from './configuration-facts.ts';
import type { Readme } from './readme.ts';

/** What the files of one folder say together, sorted by name. */
export function describeFolder(
  path: string,
  readme: Readme,
  files: readonly ConfigurationFacts[],
): ModuleFolder {
  return {
    path,
    readme: readme.text,
    readmeTruncated: readme.truncated,
    inputs: byName(files.flatMap((file) => file.inputs)),
    outputs: byName(files.flatMap((file) => file.outputs)),
    providers: byName(mergeProviders(files.flatMap((file) => file.providers))),
    dependencies: byName(files.flatMap((file) => file.dependencies)),
    resources: files
      .flatMap((file) => file.resources)
      .toSorted((a, b) => compare(a.type, b.type) || compare(a.name, b.name)),
  };
}

/** Terraform refuses a second declaration of a name, so the first is the one. */
function byName<T extends { readonly name: string }>(declared: readonly T[]): T[] {
  const first = new Map<string, T>();
  for (const one of declared) if (!first.has(one.name)) first.set(one.name, one);
  return [...first.values()].sort((a, b) => compare(a.name, b.name));
}

/** A provider may be required in several files; the constraints then hold together. */
function mergeProviders(required: readonly ProviderRequirement[]): ProviderRequirement[] {
  const merged = new Map<string, { source: string; versions: Set<string> }>();
  for (const { name, source, version } of required) {
    const one = merged.get(name) ?? { source: '', versions: new Set() };
    if (one.source === '') one.source = source;
    if (version !== '') one.versions.add(version);
    merged.set(name, one);
  }
  return [...merged].map(([name, { source, versions }]) => ({
    name,
    source,
    version: [...versions].join(', '),
  }));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
