import { RegistryApi } from '../api/registry-api.ts';
import type { Target } from '../target/target.ts';

/** Whoever says who may do what in `target`; every call succeeds or throws an Error. */
export class Administrator {
  readonly #api: RegistryApi;

  constructor(target: Target) {
    this.#api = new RegistryApi(target);
  }

  /** The parsed answer; undefined where it has no body. */
  async send(method: string, path: string, body?: object) {
    const { status, text } = await this.#api.send(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} was answered with ${status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Replaces what `principal` has in `namespace`; gives back what takes it away again. */
  async grant(
    principal: string,
    namespace: string,
    permissions: readonly string[],
  ): Promise<() => Promise<void>> {
    const path = `/v1/namespaces/${namespace}/grants?${new URLSearchParams({ principal })}`;
    await this.send('PUT', path, { permissions });
    return () => this.send('DELETE', path);
  }
}
