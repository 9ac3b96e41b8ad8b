import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type DownloadLinks,
  NotFoundError,
  type PackageRef,
  type PackageStore,
  type UploadTarget,
} from '../index.ts';
import { sha256Of } from './samples.ts';

const inAMinute = (): Date => new Date(Date.now() + 60_000);

function somePackage(): { bytes: Buffer<ArrayBuffer>; ref: PackageRef } {
  const bytes = randomBytes(2000);
  return { bytes, ref: { sha256: sha256Of(bytes), size: bytes.byteLength, format: 'tar.gz' } };
}

function put(target: UploadTarget, bytes: Uint8Array<ArrayBuffer>, url = target.url) {
  return fetch(url, { method: target.method, headers: target.headers, body: bytes });
}

async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What every PackageStore does, with its URLs really asked. */
export function packageStoreContract(name: string, open: () => PackageStore & DownloadLinks): void {
  describe(`${name} as a PackageStore`, () => {
    const upload = async () => {
      const { bytes, ref } = somePackage();
      const response = await put(await open().createUpload(ref, inAMinute()), bytes);
      expect(response.ok).toBe(true);
      return { bytes, ref };
    };

    it('knows no package that was not uploaded', async () => {
      const { ref } = somePackage();
      expect(await open().find(ref.sha256)).toBeUndefined();
      await expect(open().read(ref.sha256)).rejects.toThrow(NotFoundError);
      await expect(open().keep(ref.sha256)).rejects.toThrow(NotFoundError);
    });

    it('takes an upload, gives it back, and serves it by a signed link once kept', async () => {
      const { bytes, ref } = await upload();
      expect(await open().find(ref.sha256)).toEqual({ size: bytes.byteLength });
      expect(await readAll(await open().read(ref.sha256))).toEqual(bytes);
      await open().keep(ref.sha256);
      await open().keep(ref.sha256);
      expect(await readAll(await open().read(ref.sha256))).toEqual(bytes);
      const link = await open().sign({ kind: 'stored', ...ref }, inAMinute());
      const response = await fetch(link);
      expect(response.status).toBe(200);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    });

    it('takes a package only once', async () => {
      const { bytes, ref } = await upload();
      expect((await put(await open().createUpload(ref, inAMinute()), bytes)).status).toBe(412);
    });

    it.each([
      [
        'other bytes of the same length',
        (bytes: Buffer<ArrayBuffer>) => Buffer.from(bytes).fill(0, 0, 10),
      ],
      ['fewer bytes', (bytes: Buffer<ArrayBuffer>) => bytes.subarray(1)],
      ['more bytes', (bytes: Buffer<ArrayBuffer>) => Buffer.concat([bytes, Buffer.from('x')])],
      ['no bytes', () => Buffer.alloc(0)],
    ])('refuses %s than the upload was signed for', async (_, forge) => {
      const { bytes, ref } = somePackage();
      const target = await open().createUpload(ref, inAMinute());
      const forged = new Uint8Array(forge(bytes));
      const { 'content-length': _length, ...headers } = target.headers;
      const response = await put({ ...target, headers }, forged);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(await open().find(ref.sha256)).toBeUndefined();
    });

    it('refuses an upload that is replayed to another package', async () => {
      const first = somePackage();
      const second = somePackage();
      const target = await open().createUpload(first.ref, inAMinute());
      const url = target.url.replace(first.ref.sha256, second.ref.sha256);
      expect((await put(target, first.bytes, url)).status).toBe(403);
      expect(await open().find(second.ref.sha256)).toBeUndefined();
    });

    it('refuses an upload whose time is over', async () => {
      const { bytes, ref } = somePackage();
      const target = await open().createUpload(ref, new Date(Date.now() + 1000));
      await new Promise((resolve) => setTimeout(resolve, 2100));
      expect((await put(target, bytes)).status).toBe(403);
    });

    it('refuses a link that was changed, or is used for another method', async () => {
      const { bytes, ref } = await upload();
      await open().keep(ref.sha256);
      const link = await open().sign({ kind: 'stored', ...ref }, inAMinute());
      const changed = link.replace(
        /(signature=)(.)/i,
        (_, key, first) => `${key}${first === 'a' ? 'b' : 'a'}`,
      );
      expect(changed).not.toBe(link);
      expect((await fetch(changed)).status).toBe(403);
      const response = await fetch(link, { method: 'PUT', body: new Uint8Array(bytes) });
      expect([403, 405]).toContain(response.status);
    });

    it('serves a link whose query a client has sorted and encoded again', async () => {
      const { ref } = await upload();
      await open().keep(ref.sha256);
      const url = new URL(await open().sign({ kind: 'stored', ...ref }, inAMinute()));
      url.searchParams.sort();
      expect((await fetch(url)).status).toBe(200);
    });
  });
}
