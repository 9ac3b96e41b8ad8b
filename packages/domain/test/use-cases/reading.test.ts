import {
  createLocatePackage,
  createShowModule,
  decodeIndex,
  findLatest,
  listVersions,
  NotFoundError,
  parseModuleId,
  parseVersion,
} from '@registry/domain';
import { SAMPLE_DOCUMENTATION } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { address, id, now, publishing } from './setup.ts';

async function published(...versions: string[]) {
  const all = publishing();
  for (const version of versions) await all.publish(version, all.upload(version));
  const { modules, packages: links, clock } = all;
  return {
    ...all,
    locate: createLocatePackage({ modules, links, clock, linkLifetimeSeconds: 300 }),
    show: createShowModule({ modules }),
  };
}

describe('listVersions', () => {
  it('gives all of them, newest first', async () => {
    const { modules } = await published('1.2.0', '1.10.0', '1.10.0-rc.1');
    const index = await listVersions(modules, id);
    expect(decodeIndex(index)).toEqual(['1.10.0', '1.10.0-rc.1', '1.2.0']);
  });

  it('knows no module of another spelling', async () => {
    const { modules } = await published('1.0.0');
    const upper = parseModuleId('ACME', 'vpc', 'aws');
    await expect(listVersions(modules, upper)).rejects.toThrow(NotFoundError);
  });
});

describe('findLatest', () => {
  it('is the newest release, not the newest version and not the last published', async () => {
    const { modules } = await published('2.0.0-rc.1', '1.10.0', '1.9.0');
    expect(await findLatest(modules, id)).toBe('1.10.0');
  });

  it('says so where there are pre-releases only', async () => {
    const { modules } = await published('2.0.0-rc.1');
    await expect(findLatest(modules, id)).rejects.toThrow('only pre-releases');
  });

  it('says so where there is no module', async () => {
    const { modules } = await published();
    await expect(findLatest(modules, id)).rejects.toThrow('does not exist');
  });
});

describe('locating a package', () => {
  it('signs for as long as links live, and tells the client how to check the bytes', async () => {
    const { locate, upload } = await published('1.0.0');
    const { sha256 } = upload('1.0.0');
    const expires = now.getTime() / 1000 + 300;
    expect(await locate(id, parseVersion('1.0.0'))).toBe(
      `https://packages.test/${sha256}?expires=${expires}&archive=tar.gz&checksum=sha256:${sha256}`,
    );
  });

  it('hands on an address verbatim', async () => {
    const { publish, locate } = await published();
    await publish('1.0.0', address('git::https://example.com/x.git?ref=v1'));
    expect(await locate(id, parseVersion('1.0.0'))).toBe('git::https://example.com/x.git?ref=v1');
  });

  it('finds a version whatever build metadata it is asked with', async () => {
    const { locate } = await published('1.0.0+a');
    await expect(locate(id, parseVersion('1.0.0'))).resolves.toContain('https://');
    await expect(locate(id, parseVersion('1.0.1'))).rejects.toThrow(NotFoundError);
  });
});

describe('showing a module', () => {
  it('shows the latest release where no version is named, and every version beside it', async () => {
    const { show } = await published('2.0.0-rc.1', '1.1.0', '1.0.0');
    expect(await show(id)).toMatchObject({
      record: { version: '1.1.0' },
      documentation: SAMPLE_DOCUMENTATION,
      versions: ['2.0.0-rc.1', '1.1.0', '1.0.0'],
    });
    expect(await show(id, parseVersion('2.0.0-rc.1'))).toMatchObject({
      record: { version: '2.0.0-rc.1' },
    });
  });

  it('shows a plain address without documentation', async () => {
    const { publish, show } = await published();
    await publish('1.0.0', address('https://example.com/x.zip'));
    expect((await show(id)).documentation).toBeNull();
  });

  it('finds no version that is not there', async () => {
    const { show } = await published('1.0.0');
    await expect(show(id, parseVersion('3.0.0'))).rejects.toThrow(NotFoundError);
  });
});
