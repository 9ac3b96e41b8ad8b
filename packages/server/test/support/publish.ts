import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packFolder } from '@registry/domain/archive';
import type { RunningServer } from './server-process.ts';
import { tempFolder } from './temp-folder.ts';

export interface Upload {
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** Publishing by hand, one step at a time. */
export class Publication {
  readonly #server: RunningServer;
  readonly #url: string;
  readonly content: { readonly sha256: string; readonly size: number; readonly format: 'tar.gz' };
  readonly bytes: Buffer<ArrayBuffer>;

  private constructor(
    server: RunningServer,
    address: string,
    packed: { sha256: string; size: number },
    bytes: Buffer<ArrayBuffer>,
  ) {
    this.#server = server;
    this.#url = `${server.baseUrl}/v1/modules/${address}`;
    this.content = { sha256: packed.sha256, size: packed.size, format: 'tar.gz' };
    this.bytes = bytes;
  }

  /** Packs a module with `ballast` bytes that do not compress beside its code. */
  static async pack(server: RunningServer, address: string, ballast = 0): Promise<Publication> {
    const folder = await tempFolder();
    await mkdir(join(folder, 'module'));
    await writeFile(join(folder, 'module', 'main.tf'), 'output "id" {\n  value = "x"\n}\n');
    if (ballast > 0) await writeFile(join(folder, 'module', 'ballast'), randomBytes(ballast));
    const file = join(folder, 'package.tar.gz');
    const packed = await packFolder(join(folder, 'module'), file);
    return new Publication(server, address, packed, await readFile(file));
  }

  async send(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.#url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await this.#server.token()}`,
        'Content-Type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async requestUpload(): Promise<Upload> {
    const { upload } = await json<{ upload: Upload }>(
      await this.send('POST', '/uploads', this.content),
    );
    return upload;
  }

  async publish(): Promise<void> {
    for (const answer of await this.tryPublish()) await json(answer);
  }

  /** The answers to the steps of publishing, up to the first that is a refusal. */
  async tryPublish(): Promise<Response[]> {
    const asked = await this.send('POST', '/uploads', this.content);
    if (!asked.ok) return [asked];
    const { upload } = await json<{ upload: Upload }>(asked.clone());
    const { url, headers } = upload;
    const put = await fetch(url, { method: 'PUT', headers, body: this.bytes });
    if (!put.ok) return [asked, put];
    return [asked, put, await this.send('PUT', '', this.content)];
  }

  /** The signed address of the published package, as a client would ask for it. */
  async link(): Promise<string> {
    const { location } = await json<{ location: string }>(await this.send('GET', '/download'));
    const url = new URL(location);
    url.searchParams.delete('archive');
    url.searchParams.delete('checksum');
    return url.href;
  }
}

async function json<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text || 'null');
}
