import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { moduleFiles, type Package, packTarGz, toPackage } from '../../src/api/package.ts';
import { RegistryApi, type UploadTarget } from '../../src/api/registry-api.ts';
import { type Answer, request } from '../../src/api/request.ts';
import { startDeployedTarget } from '../../src/deployed/deployed-target.ts';
import type { Stack } from '../../src/deployed/stack/stack.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';
import type { Target } from '../../src/target/target.ts';
import { withEnvironment } from '../deployed/support/change-state.ts';
import { openConnection } from '../support/raw-http.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';

const UPLOADS = { UPLOAD_LIFETIME_SECONDS: '5' };
const LINKS = { LINK_LIFETIME_SECONDS: '3' };
const stack = inject('stack');
const isDeployed = stack !== undefined;

const target = useTarget(() =>
  isDeployed ? hurried(stack) : startLocalTarget({ env: { ...UPLOADS, ...LINKS } }),
);

/** The stack with short lives of its addresses. IAM refuses much of what is tried with them here. */
async function hurried(applied: Stack): Promise<Target> {
  const uploads = withEnvironment(applied, '-publish', UPLOADS);
  const deployed = await startDeployedTarget(withEnvironment(uploads, '-read', LINKS));
  return { ...deployed, stop: deployed.close };
}

/** What S3 says in place of our own store. */
const byS3 = (status: number, ours: number) => (isDeployed ? status : ours);
const api = () => new RegistryApi(target());

async function announced(ballast = 100_000) {
  const version = `${freshNamespace()}/upload/aws/1.0.0`;
  const files = { ...moduleFiles(version), ballast: randomBytes(ballast) };
  const packed = await packTarGz(files);
  const upload = await api().requestUpload(version, packed);
  if (upload === null) throw new Error('this package is new');
  return { version, packed, upload, files };
}

/** What the store says, ours or S3, which tells the sender of a wrong signature which one it was. */
function atStore(method: string, url: string, headers = {}, body?: Uint8Array): Promise<Answer> {
  if (!isDeployed) return api().raw(method, url, headers, body);
  const { certificate } = target();
  return request({ method, url, headers, certificate, ...(body && { body }) });
}

const put = ({ url, headers }: UploadTarget, bytes: Uint8Array, more = {}) =>
  atStore('PUT', url, { ...headers, ...more }, bytes);

const commit = (version: string, { content }: Package) =>
  api().send('PUT', `/v1/modules/${version}`, content);

const notUploaded = { status: 422, text: expect.stringContaining('has not been uploaded') };

describe('an upload', () => {
  it('that is cut off leaves nothing, and the same again succeeds', async () => {
    const { version, packed, upload } = await announced();
    for (const cut of [0, 1, 50_000, packed.bytes.byteLength - 1]) {
      const { pathname, search, host, origin } = new URL(upload.url);
      const socket = await openConnection({ ...target(), baseUrl: origin });
      const wanted = { Host: host, ...upload.headers, 'content-length': packed.bytes.byteLength };
      const headers = Object.entries(wanted).map(([name, value]) => `${name}: ${value}`);
      socket.write([`PUT ${pathname}${search} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
      socket.write(packed.bytes.subarray(0, cut));
      await sleep(30);
      socket.destroy();
      expect(await commit(version, packed)).toMatchObject(notUploaded);
    }
    expect((await put(upload, packed.bytes)).status).toBe(200);
    expect((await commit(version, packed)).status).toBe(201);
  });

  it.each([
    ['one byte less', (bytes: Buffer) => bytes.subarray(1)],
    ['one byte more', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
    ['nothing', () => Buffer.alloc(0)],
  ])('of %s than announced is refused', async (_, forge) => {
    const { version, packed, upload } = await announced();
    const forged = forge(packed.bytes);
    const length = { 'content-length': String(forged.byteLength) };
    expect((await put(upload, forged, length)).status).toBe(403);
    expect(await commit(version, packed)).toMatchObject(notUploaded);
  });

  it('of other bytes than announced is refused', async () => {
    const { version, packed, upload } = await announced();
    const forged = Buffer.from(packed.bytes);
    forged[1000] = (forged[1000] ?? 0) ^ 1;
    expect((await put(upload, forged)).status).toBe(byS3(400, 422));
    expect(await commit(version, packed)).toMatchObject(notUploaded);
    expect((await put(upload, packed.bytes)).status).toBe(200);
  });

  it('after its time is refused, and a new address is given', async () => {
    const { version, packed, upload } = await announced();
    await sleep(5100);
    expect((await put(upload, packed.bytes)).status).toBe(403);
    expect(await commit(version, packed)).toMatchObject(notUploaded);
    expect((await api().publish(version, packed)).status).toBe(201);
  });

  it('is not taken at the address of another package', async () => {
    const one = await announced();
    const other = await announced();
    const url = one.upload.url.replace(one.packed.content.sha256, other.packed.content.sha256);
    for (const { packed } of [one, other]) {
      const length = { 'content-length': String(packed.content.size) };
      expect((await put({ ...one.upload, url }, packed.bytes, length)).status).toBe(403);
    }
    expect(await commit(other.version, other.packed)).toMatchObject(notUploaded);
  });

  it('address is good for its method alone', async () => {
    const { version, packed, upload } = await announced();
    expect((await atStore('GET', upload.url)).status).toBe(403);
    await api().publish(version, packed);
    const link = new URL(await api().location(version));
    link.searchParams.delete('archive');
    link.searchParams.delete('checksum');
    expect((await put({ ...upload, url: link.href }, packed.bytes)).status).toBe(403);
    expect((await atStore('DELETE', link.href)).status).toBe(byS3(403, 405));
  });

  it.each([1, 30])('of %i MB that is refused is told so, however early that is', async (size) => {
    const { packed, upload } = await announced(size * 1_000_000);
    const url = upload.url.replace(/signature=[^&]+/i, (text) => `${text.slice(0, -4)}0000`);
    expect((await put({ ...upload, url }, packed.bytes)).status).toBe(403);
    expect((await put(upload, packed.bytes)).status).toBe(200);
    expect((await put(upload, packed.bytes)).status).toBe(412);
  });

  it('sent twice at once is stored once', async () => {
    const { version, packed, upload } = await announced(3_000_000);
    const answers = await Promise.all([put(upload, packed.bytes), put(upload, packed.bytes)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await commit(version, packed)).status).toBe(201);
    expect((await api().download(version)).bytes).toEqual(packed.bytes);
  });

  it('of what is stored already is not asked for', async () => {
    const { version, packed } = await announced();
    await api().publish(version, packed);
    const elsewhere = `${freshNamespace()}/upload/aws/1.0.0`;
    expect(await api().requestUpload(elsewhere, packed)).toBeNull();
    expect((await commit(elsewhere, packed)).status).toBe(201);
  });

  it('of something that is no package is refused when it is published', async () => {
    const version = `${freshNamespace()}/upload/aws/1.0.0`;
    for (const format of ['tar.gz', 'zip'] as const) {
      const answer = await api().tryPublish(version, toPackage(randomBytes(5000), format));
      expect(answer.status, format).toBe(422);
    }
    expect(await api().versions(version.replace('/1.0.0', ''))).toEqual([]);
  });

  it('beyond what the registry takes is refused before it is sent', async () => {
    const version = `${freshNamespace()}/upload/aws/1.0.0`;
    const content = { sha256: '0'.repeat(64), size: 100 * 1024 * 1024 + 1, format: 'zip' };
    const answer = await api().send('POST', `/v1/modules/${version}/uploads`, content);
    expect(answer.status).toBe(413);
  });
});

describe('a download link', () => {
  it('dies at its time', async () => {
    const { version, packed } = await announced();
    await api().publish(version, packed);
    const link = new URL(await api().location(version));
    for (const name of ['archive', 'checksum']) link.searchParams.delete(name);
    expect((await atStore('GET', link.href)).status).toBe(200);
    await sleep(3100);
    expect((await atStore('GET', link.href)).status).toBe(403);
  });

  it('that was changed anywhere is refused', async () => {
    const { version, packed } = await announced();
    const other = await announced();
    await api().publish(version, packed);
    await api().publish(other.version, other.packed);
    const link = await api().location(version);
    const changes = [
      link.replace(/expires=\d+/i, (text) => `${text}0`),
      link.replace(/expires=\d/i, (text) => text.replace(/\d/, '9')),
      link.replace(/(signature)=[^&]+/i, '$1='),
      link.replace(/&?(?:X-Amz-)?signature=[^&]+/i, ''),
      link.replace(/(signature)=(.)/i, (_, name, first) => `${name}=${first === 'a' ? 'b' : 'a'}`),
      link.replace(packed.content.sha256, other.packed.content.sha256),
    ];
    for (const changed of changes) {
      expect(changed).not.toBe(link);
      // To S3 an address without a signature is a malformed one.
      expect([403, byS3(400, 403)]).toContain((await atStore('GET', changed)).status);
    }
  });
});
