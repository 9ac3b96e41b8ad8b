import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { damagedArchive, isSystemError } from '../damaged-archive.ts';

const CHUNK_BYTES = 64 * 1024;

/**
 * The unpacked bytes of a gzip file, as they are asked for: whoever stops reading stops the
 * inflating. Several members are one stream (RFC 1952 §2.2) and zeros may follow the last, as
 * tapes and tar's blocking leave them; anything else after it is refused.
 *
 * Throws an InvalidError for bytes that are not gzip, are cut off or fail their checksum.
 */
export async function* gunzipFile(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  const packed = createReadStream(file);
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // The loop below sees the errors: pipeline destroys `gunzip` with them.
  pipeline(packed, gunzip, () => {});
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    if (isSystemError(error)) throw error;
    throw damagedArchive('is not complete, correct gzip data', error);
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
  await requireZeros(file, gunzip.bytesWritten);
}

async function requireZeros(file: string, offset: number): Promise<void> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (let position = offset; ; ) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position);
      if (bytesRead === 0) return;
      if (buffer.subarray(0, bytesRead).some((byte) => byte !== 0)) {
        throw damagedArchive('has other data after its end');
      }
      position += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
