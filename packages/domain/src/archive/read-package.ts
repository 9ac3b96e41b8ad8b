import { InvalidError } from '../errors.ts';
import type { PackageLimits } from '../ports/package-inspector.ts';
import type { PackageFormat } from '../values/package.ts';
import { requireContentKind } from './entry-kind.ts';
import { parseEntryPath } from './entry-path.ts';
import type { ArchiveEntry, PackageEntry, PackageFile } from './package-entry.ts';
import { PackageTree } from './package-tree.ts';
import { readTarGz } from './tar/read-tar-gz.ts';
import { UnpackBudget } from './unpack-budget.ts';
import { readZip } from './zip/read-zip.ts';

/** More faults than this help nobody. */
const MAX_FAULTS = 20;

/**
 * The folders and files of a package, in the archive's order, under the rules for packages.
 * Everything is read to the end and counted as it really is, also the content that the caller
 * does not look at.
 *
 * Entries that break a rule are passed over and named together in one InvalidError at the end, so
 * a package is accepted only once the iteration has finished. An archive that is damaged or
 * contradicts itself is an InvalidError at once, and a limit that is exceeded a TooLargeError.
 */
export async function* readPackage(
  file: string,
  format: PackageFormat,
  limits: PackageLimits,
): AsyncGenerator<PackageEntry, void, undefined> {
  const budget = new UnpackBudget(limits);
  const tree = new PackageTree(limits.entries);
  const faults: string[] = [];
  let files = 0;
  for await (const entry of format === 'zip' ? readZip(file, limits) : readTarGz(file, limits)) {
    budget.countEntry();
    const accepted = attempt(faults, () => accept(entry, tree));
    if (accepted?.kind === 'file') {
      files += 1;
      budget.requireRoom(entry.size);
      yield* readFile(accepted.path, entry, budget);
    }
    if (accepted?.kind === 'folder' && accepted.path !== '') yield { ...accepted, kind: 'folder' };
    if (faults.length >= MAX_FAULTS) break;
  }
  if (faults.length > 0) throw new InvalidError(faults.slice(0, MAX_FAULTS));
  if (files === 0) throw new InvalidError('The package holds no file.');
}

/** The file, and what the caller left of its content. */
async function* readFile(path: string, entry: ArchiveEntry, budget: UnpackBudget) {
  const { size, executable } = entry;
  const bytes = counted(entry.content, budget);
  try {
    const file: PackageFile = { kind: 'file', path, size, executable, content: resumable(bytes) };
    yield file;
    for await (const _ of bytes);
  } finally {
    await bytes.return();
  }
}

function accept(entry: ArchiveEntry, tree: PackageTree) {
  const path = parseEntryPath(entry.name);
  const kind = requireContentKind(entry.name, entry.kind);
  if (kind === 'file' && path === '') throw new InvalidError('The package itself is a file.');
  if (entry.faults.length > 0) throw new InvalidError(entry.faults);
  tree.add(path, kind);
  return { path, kind };
}

function attempt<T>(faults: string[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    faults.push(...error.faults);
    return undefined;
  }
}

async function* counted(
  content: AsyncIterable<Uint8Array>,
  budget: UnpackBudget,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of content) {
    budget.countBytes(chunk.byteLength);
    yield chunk;
  }
}

/** An iterable that goes on where an earlier loop left it, since `break` would end a generator. */
function resumable(iterator: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
}
