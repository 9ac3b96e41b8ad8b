/**
 * A registry that keeps to the contract, in memory, with storage that is as strict as a bucket:
 * signed addresses, exact lengths and digests, no bearer token. `once` makes it misbehave.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exchange, idToken, RUNNER_TOKEN, TOKEN } from './fake-oauth.ts';

export { TOKEN } from './fake-oauth.ts';
export const SIGNATURE = ['s1gn', 'ature', 'of', 'the', 'storage'].join('');

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Handler = (request: SeenRequest, response: ServerResponse) => void;

interface Content {
  readonly sha256?: string;
  readonly size?: number;
  readonly format?: string;
  readonly source?: string;
  readonly bucket?: string;
}

export class FakeRegistry {
  readonly seen: SeenRequest[] = [];
  readonly packages = new Map<string, Buffer>();
  readonly versions = new Map<string, Content>();
  /** What a detail answer says beyond the version itself. */
  detail: object = { root: { path: '', inputs: [], outputs: [] }, submodules: [] };
  /** Every token that was given out, in order. */
  readonly issued: string[] = [];
  #issuer: string | undefined;
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch((error) => {
      // Clients that give up are part of what is tested.
      if (error.code !== 'ECONNRESET') throw error;
    });
  });
  readonly #faults: { readonly match: RegExp; readonly handler: Handler }[] = [];

  static async start(): Promise<FakeRegistry> {
    const registry = new FakeRegistry();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  get host(): string {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `127.0.0.1:${address.port}`;
  }

  /** Who it says it is. */
  get issuer(): string {
    return this.#issuer ?? this.url;
  }

  set issuer(issuer: string) {
    this.#issuer = issuer;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** The next request whose `METHOD /path` matches gets this instead of the real answer. */
  once(match: RegExp, handler: Handler): void {
    this.#faults.push({ match, handler });
  }

  /** `METHOD /path` of every request so far, queries left out. */
  get log(): string[] {
    return this.seen.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A published package, as if somebody had uploaded it. */
  add(version: string, bytes: Buffer, format = 'tar.gz'): string {
    const sha256 = digest(bytes);
    this.packages.set(sha256, bytes);
    this.versions.set(`acme/vpc/aws/${version}`, { sha256, size: bytes.length, format });
    return sha256;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const line = `${method} ${path}`;
    const index = this.#faults.findIndex(({ match }) => match.test(line));
    const [fault] = index === -1 ? [] : this.#faults.splice(index, 1);
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    if (fault === undefined || !line.startsWith('PUT /storage')) {
      for await (const chunk of request) chunks.push(chunk);
    }
    const seen = { method, path, headers, body: Buffer.concat(chunks) };
    this.seen.push(seen);
    if (fault !== undefined) fault.handler(seen, response);
    else if (path.startsWith('/github/')) idTokenOfGitHub(seen, response);
    else if (path.startsWith('/storage/')) this.#storage(seen, response);
    else if (path === '/.well-known/openid-configuration') {
      json(response, 200, { issuer: this.issuer, jwks_uri: `${this.url}/.well-known/jwks.json` });
    } else if (path === '/.well-known/terraform.json') {
      json(response, 200, { 'modules.v1': '/v1/modules/' });
    } else if (path === '/.well-known/jwks.json') {
      json(response, 200, { keys: [{ kid: 'first' }] });
    } else if (path === '/oauth/token') this.#exchange(seen, response);
    else if (!this.#holds(headers.authorization)) {
      response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
      json(response, 401, { errors: ['The token does not hold.'] });
    } else this.#api(seen, response);
  }

  #exchange({ body, headers }: SeenRequest, response: ServerResponse): void {
    const serial = this.issued.length + 1;
    const answer = exchange(body.toString(), headers, this.issuer, serial);
    if (answer.token !== undefined) this.issued.push(answer.token);
    json(response, answer.status, answer.body);
  }

  #api({ method, path, body }: SeenRequest, response: ServerResponse): void {
    if (path === '/v1/whoami') {
      json(response, 200, {
        principal: 'identity:admin',
        scope: 'admin',
        expires_at: '2026-01-02T00:00:00.000Z',
      });
      return;
    }
    const [, id = '', version, verb] =
      /^\/v1\/modules\/([^/]+\/[^/]+\/[^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path) ?? [];
    const key = `${id}/${version}`;
    if (method === 'POST' && verb === 'uploads')
      this.#upload(JSON.parse(body.toString()), response);
    else if (method === 'PUT') this.#publish(key, JSON.parse(body.toString()), response);
    else if (version === 'versions') this.#list(id, response);
    else if (verb === 'download') this.#download(key, response);
    else this.#detail(id, version, response);
  }

  #holds(authorization: string | undefined): boolean {
    return [TOKEN, ...this.issued].some((token) => authorization === `Bearer ${token}`);
  }

  #upload({ sha256, size }: { sha256: string; size: number }, response: ServerResponse): void {
    if (this.packages.has(sha256)) {
      json(response, 200, { upload: null });
      return;
    }
    json(response, 201, {
      upload: {
        method: 'PUT',
        url: `${this.url}/storage/${sha256}?size=${size}&X-Signature=${SIGNATURE}`,
        headers: { 'content-type': 'application/octet-stream', 'if-none-match': '*' },
        expires_at: '2026-01-02T00:00:00.000Z',
      },
    });
  }

  #storage({ method, path, headers, body }: SeenRequest, response: ServerResponse): void {
    const url = new URL(path, this.url);
    const sha256 = url.pathname.slice('/storage/'.length);
    const query = [...url.searchParams.keys()];
    if (headers.authorization !== undefined || url.searchParams.get('X-Signature') !== SIGNATURE) {
      json(response, 403, { errors: ['The address is not signed.'] });
    } else if (method === 'GET' || method === 'HEAD') {
      const known = query.every((name) => ['size', 'X-Signature'].includes(name));
      response.writeHead(known ? 200 : 400).end(known ? this.packages.get(sha256) : '');
    } else if (this.packages.has(sha256)) {
      response.writeHead(412).end();
    } else if (
      headers['content-type'] !== 'application/octet-stream' ||
      headers['if-none-match'] !== '*' ||
      headers['content-length'] !== url.searchParams.get('size') ||
      digest(body) !== sha256
    ) {
      response
        .writeHead(400)
        .end(`<Error><Code>BadDigest</Code><Message>${path}</Message></Error>`);
    } else {
      this.packages.set(sha256, body);
      response.writeHead(200).end();
    }
  }

  #publish(key: string, content: Content, response: ServerResponse): void {
    const stored = this.versions.get(key);
    if (stored !== undefined && JSON.stringify(stored) !== JSON.stringify(content)) {
      json(response, 409, { errors: [`${key} exists with another content.`] });
      return;
    }
    const uploaded = content.sha256 !== undefined && content.bucket === undefined;
    if (uploaded && !this.packages.has(content.sha256 ?? '')) {
      json(response, 422, { errors: ['The package has not been uploaded.'] });
      return;
    }
    this.versions.set(key, content);
    json(response, stored === undefined ? 201 : 200, versionBody(key, content));
  }

  #list(id: string, response: ServerResponse): void {
    const versions = this.#versionsOf(id).map((version) => ({ version }));
    if (versions.length === 0) json(response, 404, { errors: [`There is no module ${id}.`] });
    else json(response, 200, { modules: [{ source: id, versions }] });
  }

  #download(key: string, response: ServerResponse): void {
    const content = this.versions.get(key);
    if (content === undefined) {
      json(response, 404, { errors: [`There is no version ${key}.`] });
      return;
    }
    const { source, sha256, format } = content;
    const location =
      source ??
      `${this.url}/storage/${sha256}?X-Signature=${SIGNATURE}&archive=${format}&checksum=sha256:${sha256}`;
    response.setHeader('x-terraform-get', location);
    json(response, 200, { location });
  }

  #detail(id: string, wanted: string | undefined, response: ServerResponse): void {
    const version = wanted ?? this.#versionsOf(id)[0];
    const content = this.versions.get(`${id}/${version}`);
    if (content === undefined) {
      json(response, 404, { errors: [`There is no module ${id} ${version ?? ''}.`] });
      return;
    }
    const body = versionBody(`${id}/${version}`, content);
    json(response, 200, {
      ...body,
      provider: body.system,
      source: content.source ?? '',
      description: 'A network.',
      versions: this.#versionsOf(id),
      ...this.detail,
    });
  }

  #versionsOf(id: string): string[] {
    return [...this.versions.keys()]
      .filter((key) => key.startsWith(`${id}/`))
      .map((key) => key.slice(id.length + 1))
      .reverse();
  }
}

export function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The part of a runner that hands out ID tokens. */
function idTokenOfGitHub({ path, headers }: SeenRequest, response: ServerResponse): void {
  const query = new URL(path, 'http://runner').searchParams;
  if (headers.authorization !== `Bearer ${RUNNER_TOKEN}` || query.get('api-version') !== '2.0') {
    response.writeHead(401).end();
    return;
  }
  json(response, 200, { count: 1, value: idToken(query.get('audience') ?? 'nobody') });
}

function versionBody(key: string, content: Content) {
  const [namespace = '', name = '', system = '', version = ''] = key.split('/');
  return {
    id: key,
    namespace,
    name,
    system,
    version,
    published_at: '2026-01-01T00:00:00.000Z',
    published_by: 'identity:admin',
    sha256: content.sha256 ?? null,
    size: content.size ?? null,
    format: content.format ?? null,
    source: content.source ?? null,
  };
}
