import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type AnyClaims, createIssuerKey, type IssuerKey } from './issuer-key.ts';
import { makeCertificate } from './make-certificate.ts';

export const CONFIGURATION = '/.well-known/openid-configuration';
export const JWKS = '/jwks';

/** An OpenID issuer over TLS on this machine, which signs real tokens. */
export interface StartedIssuer {
  /** `https://127.0.0.1:<port>`, which is also `iss`. */
  readonly url: string;
  readonly port: number;
  /** PEM, for `NODE_EXTRA_CA_CERTS`. */
  readonly certFile: string;
  readonly cert: string;
  /** The keys that are shown; tokens are signed with the last one. */
  readonly keys: IssuerKey[];
  /** What was asked for, in order. */
  readonly requests: string[];
  /** Answers in place of the issuer, by path. */
  readonly instead: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** A token of now for five minutes; `claims` go over what the issuer says itself. */
  token(claims: AnyClaims, header?: Readonly<Record<string, unknown>>): Promise<string>;
  stop(): Promise<void>;
}

export async function startIssuer(): Promise<StartedIssuer> {
  const { folder, certFile, cert, key } = await makeCertificate();
  const keys = [await createIssuerKey('key-1')];
  const requests: string[] = [];
  const instead: StartedIssuer['instead'] = new Map();
  const server = createServer({ cert, key }, (request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    const other = instead.get(path);
    if (other !== undefined) return other(request, response);
    const answer = path === CONFIGURATION ? { issuer: url, jwks_uri: `${url}${JWKS}` } : undefined;
    const body = path === JWKS ? { keys: keys.map(({ publicJwk }) => publicJwk) } : answer;
    response.writeHead(body ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  });
  // A client that does not like the certificate hangs up; that is its own affair.
  server.on('tlsClientError', () => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const port = portOf(server.address());
  const url = `https://127.0.0.1:${port}`;
  return {
    url,
    port,
    certFile,
    cert,
    keys,
    requests,
    instead,
    async token(claims, header) {
      const signer = keys.at(-1);
      if (signer === undefined) throw new Error('The issuer has no key.');
      const now = Math.floor(Date.now() / 1000);
      return signer.sign({ iss: url, iat: now, nbf: now, exp: now + 300, ...claims }, header);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The issuer has no port.');
  return address.port;
}
