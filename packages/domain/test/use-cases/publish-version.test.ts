import {
  ConflictError,
  decodeIndex,
  InvalidError,
  parsePrincipal,
  parseVersion,
  TooLargeError,
  UnavailableError,
} from '@registry/domain';
import { MemoryModuleStore } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { address, id, now, oneObject, publisher, publishing, refOf } from './setup.ts';

describe('publishing an uploaded package', () => {
  it('opens it, keeps it, and lists the version with who and when', async () => {
    const { publish, upload, modules, packages, inspector } = publishing();
    const content = upload('v1');
    const { created, record } = await publish('1.0.0', content);
    expect(created).toBe(true);
    expect(record).toEqual({
      id,
      version: '1.0.0',
      source: content,
      publishedBy: publisher,
      publishedAt: now,
      state: 'listed',
    });
    expect(await modules.getVersion(id, record.version)).toEqual(record);
    expect(decodeIndex(await modules.getIndex(id))).toEqual(['1.0.0']);
    expect(packages.isKept(content.sha256)).toBe(true);
    expect(inspector.inspected).toEqual(['v1']);
  });

  it('is the same again for the same content, and opens nothing twice', async () => {
    const { publish, upload, inspector } = publishing();
    const first = await publish('1.0.0', upload('v1'));
    const again = await publish('1.0.0', upload('v1'), parsePrincipal('identity:other'));
    expect(again).toEqual({ created: false, record: first.record });
    expect(inspector.inspected).toHaveLength(1);
  });

  it('refuses another content under the same version', async () => {
    const { publish, upload, modules } = publishing();
    await publish('1.0.0', upload('v1'));
    await expect(publish('1.0.0', upload('other'))).rejects.toThrow(ConflictError);
    await expect(publish('1.0.0', address('https://x.test/a.zip'))).rejects.toThrow(ConflictError);
    expect(decodeIndex(await modules.getIndex(id))).toEqual(['1.0.0']);
  });

  it('takes versions that differ in build metadata only for one', async () => {
    const { publish, upload, modules } = publishing();
    await publish('1.0.0+a', upload('v1'));
    const twin = await publish('1.0.0+b', upload('v1'));
    expect(twin).toMatchObject({ created: false, record: { version: '1.0.0+a' } });
    await expect(publish('1.0.0', upload('other'))).rejects.toThrow(ConflictError);
    expect(decodeIndex(await modules.getIndex(id))).toEqual(['1.0.0+a']);
  });

  it('refuses a package that was never uploaded, and lists nothing', async () => {
    const { publish, modules } = publishing();
    const attempt = publish('1.0.0', { kind: 'stored', ...refOf('v1') });
    await expect(attempt).rejects.toThrow('has not been uploaded');
    expect(await modules.getIndex(id)).toBeUndefined();
  });

  it('refuses a size that is not the real one', async () => {
    const { publish, upload } = publishing();
    const content = upload('v1');
    await expect(publish('1.0.0', { ...content, size: 3 })).rejects.toThrow('2 bytes, not 3');
  });

  it('lists and keeps nothing where the inspector refuses', async () => {
    const { publish, upload, inspector, modules, packages } = publishing();
    inspector.inspect = async () => {
      throw new InvalidError('It holds a symlink.');
    };
    const content = upload('v1');
    await expect(publish('1.0.0', content)).rejects.toThrow('symlink');
    expect(await modules.getIndex(id)).toBeUndefined();
    expect(packages.isKept(content.sha256)).toBe(false);
  });
});

describe('publishing from a bucket', () => {
  const content = { kind: 'bucket', bucket: 'bucket', key: 'key', ...refOf('v1') } as const;

  it('opens the object and pins its version', async () => {
    const { publish, inspector } = publishing({ buckets: oneObject('v1', 'object-version-1') });
    const { record } = await publish('1.0.0', content);
    expect(record.source).toEqual({ ...content, objectVersion: 'object-version-1' });
    expect(inspector.inspected).toEqual(['v1']);
  });

  it('pins nothing where the bucket keeps no versions', async () => {
    const { record } = await publishing({ buckets: oneObject('v1') }).publish('1.0.0', content);
    expect(record.source).not.toHaveProperty('objectVersion');
  });

  it('is the same content as an uploaded package of the same digest', async () => {
    const { publish, upload } = publishing({ buckets: oneObject('v1') });
    await publish('1.0.0', upload('v1'));
    expect((await publish('1.0.0', content)).created).toBe(false);
  });

  it('names an object that is not there', async () => {
    const { publish } = publishing({ buckets: oneObject('v1') });
    const attempt = publish('1.0.0', { ...content, key: 'elsewhere' });
    await expect(attempt).rejects.toThrow(InvalidError);
  });

  it('refuses an object that is too large before it is read', async () => {
    const huge = { ...oneObject('v1'), open: async () => ({ size: 2 ** 30, bytes: neverRead() }) };
    const { publish, inspector } = publishing({ buckets: huge });
    await expect(publish('1.0.0', content)).rejects.toThrow(TooLargeError);
    expect(inspector.inspected).toEqual([]);
  });

  it('says that it cannot, where there are no buckets', async () => {
    await expect(publishing().publish('1.0.0', content)).rejects.toThrow('reads no buckets');
  });
});

// biome-ignore lint/correctness/useYield: reading it at all is the failure
async function* neverRead(): AsyncGenerator<Uint8Array> {
  throw new Error('This must not be read.');
}

describe('publishing an address', () => {
  it('keeps it verbatim, without documentation', async () => {
    const { publish, modules } = publishing();
    const content = address('git::https://example.com/x.git?ref=v1');
    expect((await publish('1.0.0', content)).record.source).toEqual(content);
    expect(await modules.getDocumentation(id, parseVersion('1.0.0'))).toBeUndefined();
    expect((await publish('1.0.0', content)).created).toBe(false);
    await expect(publish('1.0.0', address('https://x.test/b.zip'))).rejects.toThrow(ConflictError);
  });
});

describe('races', () => {
  /** A store in which somebody else is faster, once: just before the first commit. */
  class OvertakenStore extends MemoryModuleStore {
    #intrude: (() => Promise<unknown>) | undefined;

    before(intrude: () => Promise<unknown>) {
      this.#intrude = intrude;
    }

    override async commit(change: Parameters<MemoryModuleStore['commit']>[0]) {
      const intrude = this.#intrude;
      this.#intrude = undefined;
      await intrude?.();
      return super.commit(change);
    }
  }

  it('gives way to the same content published meanwhile, and shows whose it is', async () => {
    const modules = new OvertakenStore();
    const { publish, upload } = publishing({ modules });
    const winner = parsePrincipal('identity:winner');
    modules.before(() => publish('1.0.0', upload('v1'), winner));
    const { created, record } = await publish('1.0.0', upload('v1'));
    expect(created).toBe(false);
    expect(record.publishedBy).toBe(winner);
  });

  it('is refused where another content was published meanwhile', async () => {
    const modules = new OvertakenStore();
    const { publish, upload } = publishing({ modules });
    modules.before(() => publish('1.0.0', upload('theirs')));
    await expect(publish('1.0.0', upload('ours'))).rejects.toThrow(ConflictError);
  });

  it('tries again where another version was published meanwhile, and lists both', async () => {
    const modules = new OvertakenStore();
    const { publish, upload, waits } = publishing({ modules });
    modules.before(() => publish('2.0.0', upload('v2')));
    expect((await publish('1.0.0', upload('v1'))).created).toBe(true);
    expect(decodeIndex(await modules.getIndex(id))).toEqual(['2.0.0', '1.0.0']);
    expect(waits).toEqual([1]);
  });

  it('gives exactly one of many publishers of one version the 201', async () => {
    const { publish, upload } = publishing();
    const attempts = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => publish('1.0.0', upload(`content ${index}`))),
    );
    const created = attempts.filter(({ status }) => status === 'fulfilled');
    expect(created).toHaveLength(1);
  });

  it('lists all of 100 versions published at once', async () => {
    const { publish, upload, modules } = publishing();
    const versions = Array.from({ length: 100 }, (_, index) => `1.${index}.0`);
    await Promise.all(versions.map((version) => publish(version, upload(version))));
    expect(decodeIndex(await modules.getIndex(id))).toEqual(versions.toReversed());
  });

  it('gives up with a 503 when it never gets through', async () => {
    const modules = new MemoryModuleStore();
    modules.commit = async () => 'index_changed';
    const { publish, upload } = publishing({ modules });
    await expect(publish('1.0.0', upload('v1'))).rejects.toThrow(UnavailableError);
  });
});
