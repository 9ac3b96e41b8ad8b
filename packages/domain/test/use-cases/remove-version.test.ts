import {
  ConflictError,
  createLocatePackage,
  listVersions,
  NotFoundError,
  parseVersion,
} from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { id, now, publishing } from './setup.ts';

describe('removing a version', () => {
  it('takes it out of the list and off the downloads', async () => {
    const { publish, upload, remove, modules, packages, clock } = publishing();
    await publish('1.0.0', upload('v1'));
    await publish('2.0.0', upload('v2'));
    await remove('2.0.0');
    expect(await listVersions(modules, id)).toMatchObject({ latest: '1.0.0' });
    const locate = createLocatePackage({
      modules,
      links: packages,
      clock,
      linkLifetimeSeconds: 60,
    });
    await expect(locate(id, parseVersion('2.0.0'))).rejects.toThrow(NotFoundError);
  });

  it('of the last one makes the module unknown, never an empty list', async () => {
    const { publish, upload, remove, modules } = publishing();
    await publish('1.0.0', upload('v1'));
    await remove('1.0.0');
    await expect(listVersions(modules, id)).rejects.toThrow(NotFoundError);
    await publish('1.1.0', upload('v2'));
    expect((await listVersions(modules, id)).latest).toBe('1.1.0');
  });

  it('never lets the version come back with other content, also not as a twin', async () => {
    const { publish, upload, remove } = publishing();
    await publish('1.0.0', upload('v1'));
    await remove('1.0.0');
    await expect(publish('1.0.0', upload('other'))).rejects.toThrow('was published and removed');
    await expect(publish('1.0.0+twin', upload('other'))).rejects.toThrow(ConflictError);
  });

  it('lets it come back with the same content', async () => {
    const { publish, upload, remove, modules } = publishing();
    await publish('1.0.0', upload('v1'));
    await remove('1.0.0');
    const { created, record } = await publish('1.0.0', upload('v1'));
    expect(created).toBe(true);
    expect(record).toMatchObject({ state: 'listed', publishedAt: now });
    expect((await listVersions(modules, id)).latest).toBe('1.0.0');
  });

  it('finds nothing to remove where there is no such version, or no more', async () => {
    const { publish, upload, remove } = publishing();
    await expect(remove('1.0.0')).rejects.toThrow(NotFoundError);
    await publish('1.0.0', upload('v1'));
    await remove('1.0.0');
    await expect(remove('1.0.0')).rejects.toThrow(NotFoundError);
  });
});
