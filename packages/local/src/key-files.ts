import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { SigningKey } from '@registry/domain';
import { calculateJwkThumbprint } from 'jose';
import { DataFolderError, writePrivateFile } from './data-folder.ts';
import { errnoOf } from './errno.ts';

/** The signing key in a PKCS#8 PEM file; made when there is none. */
export async function openSigningKey(path: string): Promise<SigningKey> {
  const pem = (await readIfThere(path)) ?? (await makeSigningKey(path));
  const privateKey = parsePem(path, pem);
  const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) {
    throw new DataFolderError(`${path} holds no P-256 key; put one there, or remove the file.`);
  }
  const kid = await calculateJwkThumbprint({ kty, crv, x, y });
  return {
    publicJwk: async () => ({ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }),
    sign: async (input) => sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

const URL_KEY_BYTES = 32;

/** The secret that signed URLs are made with: 32 random bytes, made when there are none. */
export async function openUrlKey(path: string): Promise<Uint8Array> {
  const stored = await readIfThere(path);
  if (stored !== undefined) return parseUrlKey(path, stored);
  const key = randomBytes(URL_KEY_BYTES);
  await writePrivateFile(path, key.toString('base64'));
  return key;
}

// With a shorter one anybody could sign.
function parseUrlKey(path: string, stored: string): Uint8Array {
  const key = Buffer.from(stored, 'base64');
  if (key.byteLength === URL_KEY_BYTES) return key;
  throw new DataFolderError(
    `${path} does not hold ${URL_KEY_BYTES} bytes in base64; remove the file.`,
  );
}

async function makeSigningKey(path: string): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writePrivateFile(path, privateKey);
  return privateKey;
}

function parsePem(path: string, pem: string) {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new DataFolderError(`${path} holds no private key in PEM form.`, { cause });
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw new DataFolderError(`${path} cannot be read.`, { cause: error });
  }
}
