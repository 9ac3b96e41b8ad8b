/**
 * What must never be seen again once it was given out, and where it must not be seen: collects
 * both while suites run, and compares at the end.
 */
export class Evidence {
  readonly #secrets = new Set<string>();
  readonly #errorBodies: string[] = [];

  /** A token: the whole of it, and the signature that makes it one. */
  token(token: string): string {
    this.#secrets.add(token);
    const signature = token.split('.').at(-1) ?? '';
    if (signature.length > 20) this.#secrets.add(signature);
    return token;
  }

  /** A signed address: what signs it is enough to use it. */
  signedUrl(url: string): string {
    const query = new URL(url).searchParams;
    for (const name of ['signature', 'X-Amz-Signature', 'X-Amz-Security-Token']) {
      const value = query.get(name);
      if (value !== null) this.#secrets.add(value);
    }
    return url;
  }

  errorBody(body: string): void {
    this.#errorBodies.push(body);
  }

  get size(): number {
    return this.#secrets.size;
  }

  /** The lines of `logs` and the error bodies that hold a secret. */
  leaks(logs: string): string[] {
    const secrets = [...this.#secrets];
    return [...logs.split('\n'), ...this.#errorBodies].filter((line) =>
      secrets.some((secret) => line.includes(secret)),
    );
  }
}
