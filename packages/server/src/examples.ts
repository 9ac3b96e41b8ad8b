import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packFolder } from '@registry/domain/archive';

/** The modules that a new registry starts with: `examples/<name>` of this package. */
export const EXAMPLES = [
  { name: 'label', address: 'example/label/generic', version: '1.0.0' },
  { name: 'subnets', address: 'example/subnets/generic', version: '1.0.0' },
] as const;

// From src/ and from dist/ alike.
const FOLDER = fileURLToPath(new URL('../examples', import.meta.url));

/** Publishes the examples over HTTP, as any client would. */
export async function publishExamples(baseUrl: string, token: string): Promise<void> {
  const parts = await mkdtemp(join(tmpdir(), 'registry-examples-'));
  try {
    for (const { name, address, version } of EXAMPLES) {
      const file = join(parts, name);
      const { sha256, size } = await packFolder(join(FOLDER, name), file);
      const url = `${baseUrl}/v1/modules/${address}/${version}`;
      const send = createSender(token);
      const content = { sha256, size, format: 'tar.gz' };
      const { upload } = await send('POST', `${url}/uploads`, content);
      if (upload) {
        const body = await readFile(file);
        await succeed(await fetch(upload.url, { method: 'PUT', headers: upload.headers, body }));
      }
      await send('PUT', url, content);
    }
  } finally {
    await rm(parts, { recursive: true, force: true });
  }
}

interface UploadAnswer {
  readonly upload?: { readonly url: string; readonly headers: Record<string, string> } | null;
}

function createSender(token: string) {
  return async (method: string, url: string, body: object): Promise<UploadAnswer> => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    return (await succeed(response)).json() as Promise<UploadAnswer>;
  };
}

async function succeed(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`Publishing an example failed: ${response.status} ${await response.text()}`);
}
