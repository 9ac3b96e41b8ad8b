/**
 * fill-disk.ts FOLDER: uploads and publishes on a disk that cannot take it, and prints as JSON
 * what came of it. "ballast" in FOLDER, if there, is removed to see whether service comes back.
 */
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeIndex, type PackageStore, parseModuleId, parseVersion } from '@registry/domain';
import { sampleVersion, sha256Of } from '@registry/domain/testing';
import { createSqliteModuleStore, openDatabase, openDataFolder } from '../../src/index.ts';
import { startPackageServer } from './package-server.ts';

const path = process.argv[2] ?? '';
const ballast = join(path, 'ballast');
const folder = await openDataFolder(join(path, 'data'));
const modules = createSqliteModuleStore(openDatabase(folder.database));
const server = await startPackageServer(folder);

const big = new Uint8Array(4_000_000);
const uploadWhenFull = await upload(server.packages, big);
const partsLeft = (await readdir(folder.uploads, { recursive: true })).filter((name) =>
  name.includes('.part'),
);
const found = await server.packages.find(sha256Of(big));
const committed = await commitUntilFull();
const count = committed.indexOf('UnavailableError');
const listed = (await modules.getIndex(moduleOf(count - 1))) !== undefined;
const halfListed = (await modules.getIndex(moduleOf(count))) !== undefined;

let after: unknown;
if (existsSync(ballast)) {
  await rm(ballast);
  after = { upload: await upload(server.packages, big), commit: await commit(count) };
}
console.log(
  JSON.stringify({ uploadWhenFull, partsLeft, found, full: count > 0, listed, halfListed, after }),
);
await server.close();

async function upload(packages: PackageStore, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const ref = { sha256: sha256Of(bytes), size: bytes.byteLength, format: 'zip' } as const;
  const target = await packages.createUpload(ref, new Date(Date.now() + 60_000));
  const { method, headers, url } = target;
  return (await fetch(url, { method, headers, body: bytes })).status;
}

async function commitUntilFull(): Promise<string[]> {
  const results: string[] = [];
  while (results.length < 5000 && results.at(-1) !== 'UnavailableError') {
    results.push(await commit(results.length));
  }
  return results;
}

async function commit(index: number): Promise<string> {
  const id = moduleOf(index);
  const { record } = sampleVersion(id, '1.0.0');
  const source = { kind: 'address', address: `https://example.com/${'x'.repeat(9000)}` } as const;
  const change = {
    record: { ...record, source },
    documentation: null,
    expected: 'absent',
  } as const;
  const version = encodeIndex(id, [parseVersion('1.0.0')], 1);
  return modules.commit({ ...change, index: version }).catch((error: Error) => error.name);
}

function moduleOf(index: number) {
  return parseModuleId(`ns${index}`, 'vpc', 'aws');
}
