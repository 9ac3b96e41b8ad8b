import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const REQUEST_TOKEN = 'a-token-of-the-runner';

export interface GithubRunner {
  /** What a job with `permissions: id-token: write` finds in its environment. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * The part of a GitHub runner that gives ID tokens:
 * https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
export async function startGithubRunner(
  sign: (audience: string) => Promise<string>,
): Promise<GithubRunner> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://runner');
    const mayAsk = request.headers.authorization === `Bearer ${REQUEST_TOKEN}`;
    const audience = url.searchParams.get('audience');
    if (!mayAsk || url.pathname !== '/idtoken' || audience === null) {
      response.writeHead(401).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ count: 1, value: await sign(audience) }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    env: {
      GITHUB_ACTIONS: 'true',
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/idtoken?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
