import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFolder } from '../../src/archive/index.ts';
import { InvalidError } from '../../src/index.ts';
import { type FileTree, writeFolder } from './support/folders.ts';
import { scratchFolder } from './support/scratch.ts';

async function listed(tree: FileTree, folder?: string): Promise<string[]> {
  const files = await listFolder(await writeFolder(folder ?? (await scratchFolder()), tree));
  return files.map((file) => file.path);
}

describe('listFolder', () => {
  it('gives paths, sizes and executable bits, sorted by the bytes of the names', async () => {
    const folder = await writeFolder(await scratchFolder(), {
      'main.tf': 'locals {}',
      'Zoo.tf': '',
      'a/b.tf': 'x',
      'a-b.tf': 'x',
      'a.tf': 'x',
      'bin/run.sh*': '#!/bin/sh',
      'ä.tf': 'x',
      '\u{10400}.md': 'x',
      '\u{ff5e}.md': 'x',
    });
    expect(await listFolder(folder)).toEqual([
      { path: 'Zoo.tf', size: 0, executable: false },
      { path: 'a-b.tf', size: 1, executable: false },
      { path: 'a.tf', size: 1, executable: false },
      { path: 'a/b.tf', size: 1, executable: false },
      { path: 'bin/run.sh', size: 9, executable: true },
      { path: 'main.tf', size: 9, executable: false },
      { path: 'ä.tf', size: 1, executable: false },
      { path: '\u{ff5e}.md', size: 1, executable: false },
      { path: '\u{10400}.md', size: 1, executable: false },
    ]);
  });

  it('leaves out what never ships, whatever the ignore file says', async () => {
    const paths = await listed({
      '.terraformignore': '!*\n!**\n!.git/\n!.terraform/\n!*.tfstate\n',
      'main.tf': '',
      '.git/config': '',
      'modules/x/.git': 'gitdir: ../../.git/modules/x',
      '.terraform/modules/modules.json': '',
      'examples/a/.terraform/providers/x': '',
      'terraform.tfstate': '',
      'terraform.tfstate.backup': '',
      '.terraform.tfstate.lock.info': '',
      'terraform.tfstate.d/prod/x': '',
      'examples/a/errored.tfstate': '',
      'plan.tfplan': '',
      'crash.log': '',
      'examples/crash.2024-01-01.log': '',
      'crashed.log': '',
      'my.tfstates': '',
      '.terraform.lock.hcl': '',
      '.gitignore': '',
    });
    expect(paths).toEqual([
      '.gitignore',
      '.terraform.lock.hcl',
      '.terraformignore',
      'crashed.log',
      'main.tf',
      'my.tfstates',
    ]);
  });

  it.each([
    ['a name, at any depth', 'notes.md', ['a/notes.md', 'notes.md'], ['xnotes.md']],
    ['a leading slash, at the root only', '/notes.md', ['notes.md'], ['a/notes.md']],
    ['a folder', 'docs/', ['docs/a', 'a/docs/b'], ['x/docs']],
    ['an asterisk', '*.md', ['a.md', 'b/c.md'], ['a.mdx']],
    ['an asterisk that stops at a slash', '/docs/*.md', ['docs/a.md'], ['docs/b/c.md']],
    ['two asterisks', 'docs/**/x', ['docs/x', 'docs/a/b/x'], ['x']],
    ['an exclamation mark', '*.md\n!README.md', ['a.md'], ['README.md', 'b/README.md']],
    ['the last rule that matches', '!a.md\n*.md', ['a.md'], []],
    ['nothing back from an ignored folder', 'docs/\n!docs/a.md', ['docs/a.md'], []],
    ['something back from an ignored content', 'docs/*\n!docs/a.md', ['docs/b.md'], ['docs/a.md']],
    ['comments and blank lines', '# a.md\n\n\n  \nb.md', ['b.md'], ['a.md']],
    ['an escaped mark', '\\!a\n\\#b', ['!a', '#b'], ['a']],
    ['a character class', '[ab].md', ['a.md', 'b.md'], ['c.md']],
    ['exact case', 'NOTES.md', ['NOTES.md'], ['notes2.md', 'sub/notes.md']],
    [
      'Windows line ends and a byte order mark',
      '\uFEFFa.md\r\nb.md\r\n',
      ['a.md', 'b.md'],
      ['c.md'],
    ],
    ['itself', '.terraformignore', ['.terraformignore'], []],
  ])('.terraformignore takes %s', async (_, rules, ignored, kept) => {
    const tree = Object.fromEntries([...ignored, ...kept, 'main.tf'].map((path) => [path, 'x']));
    const paths = await listed({ ...tree, '.terraformignore': rules });
    for (const path of ignored) expect(paths).not.toContain(path);
    expect(paths).toEqual(expect.arrayContaining([...kept, 'main.tf']));
  });

  it('takes only the .terraformignore at the root, and ships it', async () => {
    const paths = await listed({
      '.terraformignore': 'a.md',
      'x/.terraformignore': 'b.md',
      'x/b.md': '',
      'x/a.md': '',
    });
    expect(paths).toEqual(['.terraformignore', 'x/.terraformignore', 'x/b.md']);
  });

  it('refuses a symbolic link by its path, unless it is ignored', async () => {
    const folder = await writeFolder(await scratchFolder(), { 'main.tf': '', 'docs/a.md': '' });
    await symlink('../main.tf', join(folder, 'docs/link.tf'));
    await expect(listFolder(folder)).rejects.toThrow(
      /"docs\/link\.tf" is a symbolic link; replace it/,
    );
    await expect(listFolder(folder)).rejects.toThrow(InvalidError);
    await writeFile(join(folder, '.terraformignore'), 'docs/');
    expect(await listed({}, folder)).toEqual(['.terraformignore', 'main.tf']);
  });

  it('refuses a link to a folder, and never walks it', async () => {
    const folder = await writeFolder(await scratchFolder(), { 'main.tf': '' });
    await symlink('.', join(folder, 'loop'));
    await expect(listFolder(folder)).rejects.toThrow(/"loop" is a symbolic link/);
  });

  it('follows a link that is the folder itself', async () => {
    const folder = await scratchFolder();
    await writeFolder(join(folder, 'real'), { 'main.tf': '' });
    await symlink('real', join(folder, 'link'));
    expect(await listed({}, join(folder, 'link'))).toEqual(['main.tf']);
  });

  it.skipIf(process.platform === 'win32')('refuses what is no content', async () => {
    const folder = await writeFolder(await scratchFolder(), { 'main.tf': '' });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(listFolder(folder)).rejects.toThrow(/"pipe" is a named pipe/);
  });

  it.each([
    ['a\\b.tf', /backslash/],
    ['a\nb.tf', /control character/],
    ['C:x.tf', /drive letter/],
  ])('refuses the name %j, which does not unpack everywhere', async (name, fault) => {
    await expect(listed({ [name]: '' })).rejects.toThrow(fault);
  });

  it.skipIf(process.platform !== 'linux')(
    'refuses names that are one on macOS, or no UTF-8',
    async () => {
      await expect(listed({ 'README.md': '', 'Readme.md': '' })).rejects.toThrow(
        /one file on macOS/,
      );
      const folder = await scratchFolder();
      await writeFile(Buffer.concat([Buffer.from(`${folder}/a`), Buffer.from([0xff])]), '');
      await expect(listFolder(folder)).rejects.toThrow(/not valid UTF-8/);
    },
  );

  it('says which folder there is not, and which is none', async () => {
    const folder = await writeFolder(await scratchFolder(), { 'main.tf': '' });
    await expect(listFolder(join(folder, 'missing'))).rejects.toThrow(
      /Cannot read ".*missing": it does not exist/,
    );
    await expect(listFolder(join(folder, 'main.tf'))).rejects.toThrow(/main\.tf" is not a folder/);
    await mkdir(join(folder, '.terraformignore'));
    await expect(listFolder(folder)).rejects.toThrow(/\.terraformignore is not a regular file/);
  });

  it.skipIf(process.getuid?.() === 0)('says which folder it may not read', async () => {
    const folder = await writeFolder(await scratchFolder(), { 'closed/a': '' });
    await chmod(join(folder, 'closed'), 0);
    await expect(listFolder(folder)).rejects.toThrow(/Cannot read "closed": its permissions/);
    await chmod(join(folder, 'closed'), 0o755);
  });
});
