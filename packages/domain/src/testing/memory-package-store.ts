import {
  type DownloadLinks,
  NotFoundError,
  type PackageRef,
  type PackageStore,
  type Sha256,
  type UploadTarget,
} from '../index.ts';

/** The PackageStore and DownloadLinks of tests. Its URLs lead nowhere; `put` is the upload. */
export class MemoryPackageStore implements PackageStore, DownloadLinks {
  readonly #packages = new Map<Sha256, { bytes: Uint8Array; kept: boolean }>();

  put(sha256: Sha256, bytes: Uint8Array): void {
    this.#packages.set(sha256, { bytes, kept: false });
  }

  isKept(sha256: Sha256): boolean {
    return this.#packages.get(sha256)?.kept ?? false;
  }

  async find(sha256: Sha256): Promise<{ size: number } | undefined> {
    const found = this.#packages.get(sha256);
    return found && { size: found.bytes.byteLength };
  }

  async createUpload(ref: PackageRef, expiresAt: Date): Promise<UploadTarget> {
    return {
      method: 'PUT',
      url: `https://packages.test/${ref.sha256}`,
      headers: { 'content-length': String(ref.size) },
      expiresAt,
    };
  }

  async read(sha256: Sha256): Promise<AsyncIterable<Uint8Array>> {
    const found = this.#packages.get(sha256);
    if (found === undefined) throw new NotFoundError(`No package ${sha256}.`);
    const { bytes } = found;
    return (async function* () {
      yield bytes;
    })();
  }

  async keep(sha256: Sha256): Promise<void> {
    const found = this.#packages.get(sha256);
    if (found === undefined) throw new NotFoundError(`No package ${sha256}.`);
    found.kept = true;
  }

  async sign(source: { sha256: Sha256 }, expiresAt: Date): Promise<string> {
    return `https://packages.test/${source.sha256}?expires=${expiresAt.getTime() / 1000}`;
  }
}
