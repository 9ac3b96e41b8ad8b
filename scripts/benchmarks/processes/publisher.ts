import { readFile } from 'node:fs/promises';
import type { PackedModule } from './pack-module.ts';
import type { Registry } from './registry.ts';

export interface Publisher {
  /** A version that lies elsewhere: the cheapest there is. */
  publishAddress(version: string, source: string): Promise<void>;
  publishPackage(version: string, packed: PackedModule): Promise<void>;
}

/** Publishes versions of the module `address` (`namespace/name/system`). */
export function createPublisher(registry: Registry, address: string): Publisher {
  const send = async (method: string, path: string, body: object) => {
    const response = await fetch(`${registry.baseUrl}/v1/modules/${address}/${path}`, {
      method,
      headers: { Authorization: `Bearer ${registry.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return succeed(response);
  };
  return {
    async publishAddress(version, source) {
      await send('PUT', version, { source });
    },
    async publishPackage(version, { file, sha256, size }) {
      const content = { sha256, size, format: 'tar.gz' };
      const { upload } = await send('POST', `${version}/uploads`, content);
      if (upload !== null) {
        const { url, headers } = upload;
        await succeed(await fetch(url, { method: 'PUT', headers, body: await readFile(file) }));
      }
      await send('PUT', version, content);
    },
  };
}

async function succeed(response: Response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
