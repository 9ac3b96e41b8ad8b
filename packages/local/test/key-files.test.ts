import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SigningKey } from '@registry/domain';
import { signingKeyContract } from '@registry/domain/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFolderError, openSigningKey, openUrlKey } from '../src/index.ts';
import { tempFolder } from './support/temp-folder.ts';

let folder: string;
let key: SigningKey;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-key-'));
  key = await openSigningKey(join(folder, 'key.pem'));
});

afterAll(() => rm(folder, { recursive: true }));

signingKeyContract('a key file', () => key);

describe('the signing key file', () => {
  it('is PKCS#8 in PEM form that only its owner may read', async () => {
    const path = join(await tempFolder(), 'signing-key.pem');
    await openSigningKey(path);
    const pem = await readFile(path, 'utf8');
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(createPrivateKey(pem).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is the same key every time it is opened', async () => {
    const path = join(await tempFolder(), 'signing-key.pem');
    const first = await (await openSigningKey(path)).publicJwk();
    expect(await (await openSigningKey(path)).publicJwk()).toEqual(first);
  });

  it.each([
    ['no key at all', () => 'nothing', /holds no private key in PEM form/],
    ['a key of another curve', () => pemOf('P-384'), /holds no P-256 key/],
    ['an Ed25519 key', ed25519Pem, /holds no P-256 key/],
  ])('is refused by name with %s in it', async (_, content, sentence) => {
    const path = join(await tempFolder(), 'signing-key.pem');
    await writeFile(path, content());
    const opening = openSigningKey(path);
    await expect(opening).rejects.toThrow(DataFolderError);
    await expect(opening).rejects.toThrow(path);
    await expect(opening).rejects.toThrow(sentence);
  });

  it('is refused by name when it cannot be read or written', async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, 'a-folder'));
    await expect(openSigningKey(join(folder, 'a-folder'))).rejects.toThrow(/a-folder cannot be/);
    await expect(openSigningKey(join(folder, 'missing', 'key.pem'))).rejects.toThrow(
      /missing.*cannot be written \(ENOENT\)/,
    );
  });
});

describe('the key of signed URLs', () => {
  it('is 32 bytes that stay, for its owner only', async () => {
    const path = join(await tempFolder(), 'url-key');
    const made = await openUrlKey(path);
    expect(made.byteLength).toBe(32);
    expect(await openUrlKey(path)).toEqual(made);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await openUrlKey(join(await tempFolder(), 'url-key'))).not.toEqual(made);
  });

  it.each(['', 'AAAA', 'not base64 at all'])(
    'is never taken from %j, so that nobody can sign',
    async (content) => {
      const path = join(await tempFolder(), 'url-key');
      await writeFile(path, content);
      await expect(openUrlKey(path)).rejects.toThrow(DataFolderError);
    },
  );
});

function pemOf(namedCurve: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function ed25519Pem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
