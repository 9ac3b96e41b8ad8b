import { ConflictError, createRequestUpload, parseVersion, TooLargeError } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { address, id, now, publishing, refOf } from './setup.ts';

const version = parseVersion('1.0.0');

function requesting() {
  const all = publishing();
  return { ...all, request: createRequestUpload({ ...all, uploadLifetimeSeconds: 3600 }) };
}

describe('requesting an upload', () => {
  it('says where to put exactly these bytes, and until when', async () => {
    const { request } = requesting();
    expect(await request(id, version, refOf('v1'))).toEqual({
      method: 'PUT',
      url: `https://packages.test/${refOf('v1').sha256}`,
      headers: { 'content-length': '2' },
      expiresAt: new Date(now.getTime() + 3_600_000),
    });
  });

  it('asks for no upload of what is stored already, for whatever version', async () => {
    const { request, upload } = requesting();
    expect(await request(id, version, upload('v1'))).toBeNull();
  });

  it('does not take the word of who names another size', async () => {
    const { request, upload } = requesting();
    expect(await request(id, version, { ...upload('v1'), size: 3 })).not.toBeNull();
  });

  it('refuses another content before anything is uploaded', async () => {
    const { request, publish, upload, remove } = requesting();
    await publish('1.0.0', upload('v1'));
    await expect(request(id, version, refOf('other'))).rejects.toThrow(ConflictError);
    expect(await request(id, version, refOf('v1'))).toBeNull();
    await remove('1.0.0');
    await expect(request(id, version, refOf('other'))).rejects.toThrow(ConflictError);
  });

  it('refuses a package for a version that is an address', async () => {
    const { request, publish } = requesting();
    await publish('1.0.0', address('https://example.com/x.zip'));
    await expect(request(id, version, refOf('v1'))).rejects.toThrow(ConflictError);
  });

  it('takes a package of the largest size and not a byte more', async () => {
    const { request, limits } = requesting();
    const largest = { ...refOf('v1'), size: limits.packedBytes };
    expect(await request(id, version, largest)).not.toBeNull();
    const attempt = request(id, version, { ...largest, size: largest.size + 1 });
    await expect(attempt).rejects.toThrow(TooLargeError);
  });
});
