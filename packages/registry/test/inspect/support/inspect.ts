import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  DEFAULT_PACKAGE_LIMITS,
  type ModuleDocumentation,
  type PackageFormat,
  type PackageInspector,
  type PackageLimits,
  parseSha256,
} from '@registry/domain';
import { packFolder } from '@registry/domain/archive';
import { onTestFinished, vi } from 'vitest';
import {
  createPackageInspector,
  type InspectorSettings,
} from '../../../src/publish/inspect/index.ts';

export const HCL_WORKER = new URL('../../../src/publish/inspect/hcl-worker.ts', import.meta.url);

// The parser takes its time, and on a busy machine much of it.
vi.setConfig({ testTimeout: 60_000 });

export type Tree = Readonly<Record<string, string | Uint8Array>>;

export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'inspect-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function inspectorFor(settings: Partial<InspectorSettings> = {}): PackageInspector {
  return createPackageInspector({ hclWorker: HCL_WORKER, ...settings });
}

/** One worker for a file of tests, as a server has one. */
const shared = inspectorFor();

export async function packTree(tree: Tree): Promise<Buffer> {
  const folder = join(await scratchFolder(), 'module');
  for (const [path, content] of Object.entries(tree)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const file = `${folder}.tar.gz`;
  await packFolder(folder, file);
  return readFile(file);
}

export interface Inspection {
  readonly inspector?: PackageInspector;
  readonly format?: PackageFormat;
  readonly limits?: Partial<PackageLimits>;
  readonly sha256?: string;
}

export function inspectBytes(
  bytes: Uint8Array,
  { inspector = shared, format = 'tar.gz', limits, sha256 }: Inspection = {},
): Promise<ModuleDocumentation> {
  return inspector.inspect(
    inChunks(bytes),
    { sha256: parseSha256(sha256 ?? createHash('sha256').update(bytes).digest('hex')), format },
    { ...DEFAULT_PACKAGE_LIMITS, ...limits },
  );
}

/** Packs a module of these files and inspects it. */
export async function inspect(tree: Tree, inspection?: Inspection): Promise<ModuleDocumentation> {
  return inspectBytes(await packTree(tree), inspection);
}

/** The faults that an InvalidError names. */
export async function faultsOf(tree: Tree, inspection?: Inspection): Promise<readonly string[]> {
  return inspect(tree, inspection).then(
    () => [],
    (error) => error.faults ?? [String(error)],
  );
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.byteLength; start += 10_000) {
    yield bytes.subarray(start, start + 10_000);
  }
}
