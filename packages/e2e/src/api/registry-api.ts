import type { Target } from '../target/target.ts';
import type { Package } from './package.ts';
import { type Answer, request } from './request.ts';
import { AccessToken, Location, Upload, VersionList } from './schemas.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

export interface UploadTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The registry's HTTP API for one caller, without registry-cli, so that what is tested does not
 * depend on it. Remembers every secret it is given and every error it hears.
 */
export class RegistryApi {
  readonly #target: Target;
  readonly #token: () => Promise<string>;

  constructor(target: Target, token?: string) {
    this.#target = target;
    this.#token = token === undefined ? () => target.adminToken() : async () => token;
  }

  /** `path` is everything behind the base URL; an object is sent as JSON. */
  async send(method: string, path: string, body?: object | string): Promise<Answer> {
    const headers = { Authorization: `Bearer ${await this.#token()}` };
    return this.raw(method, `${this.#target.baseUrl}${path}`, headers, body);
  }

  /** The same without a token of ours, and to any address. */
  async raw(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: object | string | Uint8Array,
  ): Promise<Answer> {
    const isJson = typeof body === 'object' && !(body instanceof Uint8Array);
    const answer = await request({
      method,
      url,
      headers: { ...(isJson && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }),
      certificate: this.#target.certificate,
      proxy: this.#target.proxy,
    });
    if (answer.status >= 400) this.#target.evidence.errorBody(answer.text);
    return answer;
  }

  /** `version` is `<namespace>/<name>/<system>/<version>`. */
  async requestUpload(version: string, { content }: Package): Promise<UploadTarget | null> {
    const answer = await this.send('POST', `/v1/modules/${version}/uploads`, content);
    const { upload } = Upload.parse(JSON.parse(ok(answer)));
    if (upload !== null) this.#target.evidence.signedUrl(upload.url);
    return upload;
  }

  /** Every step of publishing, as any publisher takes them; the answer to the last. */
  async tryPublish(version: string, packed: Package): Promise<Answer> {
    const asked = await this.send('POST', `/v1/modules/${version}/uploads`, packed.content);
    if (asked.status >= 400) return asked;
    const { upload } = Upload.parse(JSON.parse(asked.text));
    if (upload !== null) {
      this.#target.evidence.signedUrl(upload.url);
      const put = await this.raw('PUT', upload.url, upload.headers, packed.bytes);
      // 412: somebody else has uploaded the same bytes meanwhile, which is as good.
      if (put.status >= 400 && put.status !== 412) return put;
    }
    return this.send('PUT', `/v1/modules/${version}`, packed.content);
  }

  async publish(version: string, packed: Package): Promise<Answer> {
    const answer = await this.tryPublish(version, packed);
    ok(answer);
    return answer;
  }

  /** Publishes an address that the clients fetch themselves. */
  async publishSource(version: string, source: string): Promise<Answer> {
    const answer = await this.send('PUT', `/v1/modules/${version}`, { source });
    ok(answer);
    return answer;
  }

  /** `module` is `<namespace>/<name>/<system>`. */
  async versions(module: string): Promise<string[]> {
    const answer = await this.send('GET', `/v1/modules/${module}/versions`);
    if (answer.status === 404) return [];
    const [listed] = VersionList.parse(JSON.parse(ok(answer))).modules;
    return listed?.versions.map((each) => each.version) ?? [];
  }

  /** Where the clients are sent for a version, as they are told. */
  async location(version: string): Promise<string> {
    const answer = await this.send('GET', `/v1/modules/${version}/download`);
    const { location } = Location.parse(JSON.parse(ok(answer)));
    return this.#target.evidence.signedUrl(location);
  }

  /** The package of a version, fetched as the clients fetch it. */
  async download(version: string): Promise<Answer> {
    const url = new URL(await this.location(version));
    for (const name of ['archive', 'checksum']) url.searchParams.delete(name);
    return this.raw('GET', url.href, {});
  }

  /** Trades the token for a narrower or shorter one. */
  async exchange(scope?: string, expiresIn?: number): Promise<string> {
    const form = new URLSearchParams({
      grant_type: GRANT,
      subject_token: await this.#token(),
      subject_token_type: ACCESS_TOKEN,
      ...(scope !== undefined && { scope }),
      ...(expiresIn !== undefined && { expires_in: String(expiresIn) }),
    });
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const url = `${this.#target.baseUrl}/oauth/token`;
    const answer = await this.raw('POST', url, type, form.toString());
    return this.#target.evidence.token(AccessToken.parse(JSON.parse(ok(answer))).access_token);
  }
}

function ok({ status, text }: Answer): string {
  if (status >= 200 && status < 300) return text;
  throw new Error(`the registry said ${status}: ${text}`);
}
