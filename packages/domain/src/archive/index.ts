export { detectFormat } from './detect-format.ts';
export { parseEntryPath } from './entry-path.ts';
export { type ListedFile, listFolder } from './list-folder.ts';
export { type PackedPackage, type PackOptions, packFolder } from './pack-folder.ts';
export type { PackageEntry, PackageFile, PackageFolder } from './package-entry.ts';
export { quoteName } from './quote-name.ts';
export { readPackage } from './read-package.ts';
export { unpackPackage } from './unpack-package.ts';
