import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DEFAULT_PACKAGE_LIMITS, parseSha256 } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { inspect, inspectBytes, inspectorFor, packTree, scratchFolder } from './support/inspect.ts';

const MODULE = { 'main.tf': 'variable "x" {}\n', 'README.md': '# Hello\n' };
const ZEROS = '0'.repeat(64);

describe('the package inspector', () => {
  it('reads a tar.gz', async () => {
    expect(await inspect(MODULE)).toMatchObject({
      root: { readme: '# Hello\n', inputs: [{ name: 'x' }] },
    });
  });

  it('reads a zip', async () => {
    const file = join(await scratchFolder(), 'module.zip');
    const script =
      'import zipfile,sys,json;z=zipfile.ZipFile(sys.argv[1],"w",zipfile.ZIP_DEFLATED)\nfor k,v in json.loads(sys.argv[2]).items(): z.writestr(k,v)\nz.close()';
    execFileSync('python3', ['-c', script, file, JSON.stringify(MODULE)]);
    const documentation = await inspectBytes(await readFile(file), { format: 'zip' });
    expect(documentation).toMatchObject({ root: { inputs: [{ name: 'x' }] } });
  });

  it('refuses other bytes than were announced, by their digest', async () => {
    const bytes = await packTree(MODULE);
    await expect(inspectBytes(bytes, { sha256: ZEROS })).rejects.toThrow(
      new RegExp(`^The package has the sha256 [0-9a-f]{64}, not ${ZEROS}`),
    );
    await expect(inspectBytes(bytes, { sha256: ZEROS })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('refuses another archive kind than was announced', async () => {
    const bytes = await packTree(MODULE);
    await expect(inspectBytes(bytes, { format: 'zip' })).rejects.toThrow(/no complete zip/);
    await expect(inspectBytes(Buffer.from('PK\x03\x04'))).rejects.toThrow(
      /not complete, correct gzip/,
    );
  });

  it('refuses what breaks the rules for archives', async () => {
    await expect(inspectBytes(gzipSync('x'.repeat(600)))).rejects.toThrow(/no tar data/);
  });

  it('stops at the limits', async () => {
    const bytes = await packTree(MODULE);
    const exact = { packedBytes: bytes.byteLength, unpackedBytes: 24, entries: 2 };
    expect(await inspectBytes(bytes, { limits: exact })).toBeDefined();
    for (const [name, value] of Object.entries(exact)) {
      const limits = { ...exact, [name]: value - 1 };
      await expect(inspectBytes(bytes, { limits }), name).rejects.toMatchObject({
        code: 'too_large',
      });
    }
  });

  it('does not wait for the rest of a package that is too large', async () => {
    let chunks = 0;
    async function* endless() {
      for (;;) {
        chunks += 1;
        yield new Uint8Array(1000);
      }
    }
    const inspecting = inspectorFor().inspect(
      endless(),
      { sha256: parseSha256(ZEROS), format: 'tar.gz' },
      { ...DEFAULT_PACKAGE_LIMITS, packedBytes: 10_000 },
    );
    await expect(inspecting).rejects.toMatchObject({ code: 'too_large' });
    expect(chunks).toBe(11);
  });

  it('passes on the failure of whoever delivers the package', async () => {
    async function* broken() {
      yield new Uint8Array(1000);
      throw new Error('connection lost');
    }
    const expected = { sha256: parseSha256(ZEROS), format: 'zip' } as const;
    const inspecting = inspectorFor().inspect(broken(), expected, DEFAULT_PACKAGE_LIMITS);
    await expect(inspecting).rejects.toThrow('connection lost');
  });

  it('leaves nothing in its temporary folder, whatever happens', async () => {
    const temporaryFolder = await scratchFolder();
    const inspector = inspectorFor({ temporaryFolder });
    const bytes = await packTree(MODULE);
    await inspectBytes(bytes, { inspector });
    expect(await readdir(temporaryFolder)).toEqual([]);
    await expect(inspectBytes(bytes, { inspector, sha256: ZEROS })).rejects.toThrow();
    await expect(inspectBytes(bytes.subarray(9), { inspector })).rejects.toThrow();
    await expect(inspectBytes(bytes, { inspector, limits: { packedBytes: 1 } })).rejects.toThrow();
    await expect(inspectBytes(bytes, { inspector, limits: { entries: 1 } })).rejects.toThrow();
    expect(await readdir(temporaryFolder)).toEqual([]);
  });
});
