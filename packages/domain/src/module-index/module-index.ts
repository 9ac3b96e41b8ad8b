import {
  compareVersions,
  isPrerelease,
  parseVersion,
  type Version,
  versionKey,
} from '../values/version.ts';

/** Every listed version of a module, newest first. */
export type ModuleIndex = readonly Version[];

/** The index with `version` in its place; the same index where it is listed already. */
export function listVersion(index: ModuleIndex, version: Version): ModuleIndex {
  const place = index.findIndex((listed) => compareVersions(listed, version) <= 0);
  if (place === -1) return [...index, version];
  const found = index[place];
  if (found !== undefined && versionKey(found) === versionKey(version)) return index;
  return index.toSpliced(place, 0, version);
}

/** The index that lists `versions`, none of them twice, in whatever order they come. */
export function indexOf(versions: readonly Version[]): ModuleIndex {
  return versions.toSorted((a, b) => compareVersions(b, a));
}

export function unlistVersion(index: ModuleIndex, version: Version): ModuleIndex {
  return index.filter((listed) => versionKey(listed) !== versionKey(version));
}

/** The newest version that is no pre-release: what "latest" means to the clients. */
export function latestVersion(index: ModuleIndex): Version | undefined {
  return index.find((version) => !isPrerelease(version));
}

interface VersionsBody {
  readonly modules: readonly [
    { readonly source: string; readonly versions: readonly { readonly version: string }[] },
  ];
}

/** Reads back what {@link renderVersionsBody} wrote. */
export function parseVersionsBody(body: string): ModuleIndex {
  const { modules }: VersionsBody = JSON.parse(body);
  return modules[0].versions.map(({ version }) => parseVersion(version));
}

/** The body of `GET …/versions` (module registry protocol, "List Available Versions"). */
export function renderVersionsBody(source: string, index: ModuleIndex): string {
  const body: VersionsBody = {
    modules: [{ source, versions: index.map((version) => ({ version })) }],
  };
  return JSON.stringify(body);
}
