import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { writeFolder } from './support/folders.ts';
import { readAll } from './support/read-all.ts';
import { scratchFolder } from './support/scratch.ts';

const LONG = `${'long-name-'.repeat(9)}/${'y'.repeat(60)}.tf`;
const TREE = { 'main.tf': 'locals {}\n', 'bin/x.sh*': '#!/bin/sh\n', 'é/a.tf': '', [LONG]: 'x' };

/** What is read, without the folders, which some writers leave out. */
async function readFiles(file: string) {
  const read = await readAll(file);
  return Object.fromEntries(Object.entries(read).filter(([path]) => !path.endsWith('/')));
}

async function prepare() {
  const folder = join(await scratchFolder(), 'module');
  await mkdir(folder);
  await writeFolder(folder, TREE);
  return { folder, file: join(await scratchFolder(), 'package') };
}

// The options are those of GNU tar.
describe.runIf(process.platform === 'linux')('packages of other writers', () => {
  it.each([
    ['ustar', ['--format=ustar'], ['.']],
    ['gnu', ['--format=gnu'], ['.']],
    ['pax', ['--format=pax'], ['.']],
    ['v7 with plain names', ['--format=v7'], ['main.tf', 'bin']],
    ['a wide blocking factor', ['--format=pax', '-b', '2048'], ['.']],
    ['a doubled slash', ['--format=gnu'], ['.//bin', './main.tf']],
  ])('the system tar with %s', async (_, options, what) => {
    const { folder, file } = await prepare();
    execFileSync('tar', ['-C', folder, ...options, '-czf', file, ...what]);
    const read = await readFiles(file);
    expect(read).toMatchObject({ 'main.tf': TREE['main.tf'], 'bin/x.sh*': TREE['bin/x.sh*'] });
    if (what[0] === '.') expect(read).toEqual(TREE);
  });

  it('the system tar with an owner, extended attributes and times of its own', async () => {
    const { folder, file } = await prepare();
    execFileSync('tar', [
      '-C',
      folder,
      '--format=posix',
      '--owner=someone:4000000',
      '--mtime=1960-01-01',
      '--xattrs',
      '-czf',
      file,
      '.',
    ]);
    expect(await readFiles(file)).toEqual(TREE);
  });

  it('python tarfile and zipfile', async () => {
    const { folder, file } = await prepare();
    for (const format of ['USTAR', 'GNU', 'PAX']) {
      execFileSync('python3', [
        '-c',
        `import tarfile,sys;t=tarfile.open(sys.argv[2],"w:gz",format=tarfile.${format}_FORMAT);t.add(sys.argv[1],".");t.close()`,
        folder,
        file,
      ]);
      expect(await readFiles(file)).toEqual(TREE);
    }
    execFileSync('python3', [
      '-m',
      'zipfile',
      '-c',
      file,
      ...['main.tf', 'bin', 'é', 'long-name-'.repeat(9)].map((name) => join(folder, name)),
    ]);
    expect(await readFiles(file)).toEqual(TREE);
  });

  it('python zipfile as a stream, with zip64 fields', async () => {
    const { file } = await prepare();
    const script =
      'import zipfile,sys;z=zipfile.ZipFile(open(sys.argv[1],"wb"),"w",zipfile.ZIP_DEFLATED);f=z.open("main.tf","w",force_zip64=True);f.write(b"x"*1000);f.close();z.close()';
    execFileSync('python3', ['-c', script, file]);
    expect(await readFiles(file)).toEqual({ 'main.tf': 'x'.repeat(1000) });
  });

  it('yazl', async () => {
    const { folder, file } = await prepare();
    const zip = new ZipFile();
    zip.addFile(join(folder, 'main.tf'), 'main.tf');
    zip.addFile(join(folder, 'bin/x.sh'), 'bin/x.sh');
    zip.addBuffer(Buffer.from('x'), 'é/stored', { compress: false, forceZip64Format: true });
    zip.addEmptyDirectory('empty');
    zip.end({ forceZip64Format: true, comment: 'a comment' });
    await pipeline(zip.outputStream, createWriteStream(file));
    expect(await readAll(file)).toEqual({
      'main.tf': TREE['main.tf'],
      'bin/x.sh*': TREE['bin/x.sh*'],
      'é/stored': 'x',
      'empty/': '',
    });
  });

  it('tar-stream', async () => {
    const { file } = await prepare();
    const tar = pack();
    for (const [path, content] of Object.entries(TREE)) {
      tar.entry(
        { name: path.replace(/\*$/, ''), mode: path.endsWith('*') ? 0o755 : 0o644 },
        content,
      );
    }
    tar.finalize();
    await pipeline(tar, createGzip(), createWriteStream(file));
    expect(await readFiles(file)).toEqual(TREE);
  });
});
