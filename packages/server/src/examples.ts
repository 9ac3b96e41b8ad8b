import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseScope } from '@registry/domain';
import { packFolder } from '@registry/domain/archive';
import type { TokenIssuer } from '@registry/domain/tokens';
import { z } from 'zod';
import { ADMINISTRATOR } from './deployment.ts';

/** The modules that a new registry starts with: `examples/<name>` of this package. */
export const EXAMPLES = [
  { name: 'label', address: 'example/label/generic', version: '1.0.0' },
  { name: 'subnets', address: 'example/subnets/generic', version: '1.0.0' },
] as const;

// From src/ and from dist/ alike.
const FOLDER = fileURLToPath(new URL('../examples', import.meta.url));

type Fetch = (request: Request) => Response | Promise<Response>;

/** Publishes the examples, as any client would but without the network: `fetch` is the app's own. */
export async function publishExamples(deps: {
  readonly fetch: Fetch;
  readonly baseUrl: string;
  readonly issue: TokenIssuer;
}): Promise<void> {
  const { accessToken } = await deps.issue({
    principal: ADMINISTRATOR,
    scope: parseScope('upload:example'),
    lifetimeSeconds: 300,
  });
  const send = createSender(deps.fetch, accessToken);
  const parts = await mkdtemp(join(tmpdir(), 'registry-examples-'));
  try {
    for (const { name, address, version } of EXAMPLES) {
      const file = join(parts, name);
      const { sha256, size } = await packFolder(join(FOLDER, name), file);
      const url = `${deps.baseUrl}/v1/modules/${address}/${version}`;
      const content = { sha256, size, format: 'tar.gz' };
      const { upload } = await send('POST', `${url}/uploads`, content);
      if (upload) {
        const { method, headers } = upload;
        const body = await readFile(file);
        await succeed(deps.fetch(new Request(upload.url, { method, headers, body })));
      }
      await send('PUT', url, content);
    }
  } finally {
    await rm(parts, { recursive: true, force: true });
  }
}

const UploadAnswer = z.object({
  upload: z
    .object({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) })
    .nullish(),
});

function createSender(fetch: Fetch, token: string) {
  return async (method: string, url: string, content: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const request = new Request(url, { method, headers, body: JSON.stringify(content) });
    return UploadAnswer.parse(await (await succeed(fetch(request))).json());
  };
}

async function succeed(answer: Response | Promise<Response>): Promise<Response> {
  const response = await answer;
  if (response.ok) return response;
  throw new Error(`Publishing an example failed: ${response.status} ${await response.text()}`);
}
