import type { Evidence } from './evidence.ts';

/**
 * A registry that runs, whatever it runs on. The suites know no more of it than this, so that the
 * same ones prove the server on a laptop and the stack on AWS.
 */
export interface Target {
  /** `http(s)://host[:port]`, no slash at the end. */
  readonly baseUrl: string;
  /** PEM that clients must trust to reach it; absent where they do anyway. */
  readonly certificate?: string;
  /**
   * An HTTP proxy, `http://127.0.0.1:PORT`, by which clients find a host that is in no DNS; absent
   * where they find it anyway.
   */
  readonly proxy?: string;
  /** Every token and signed address of the run, to be looked for where none may be. */
  readonly evidence: Evidence;
  adminToken(): Promise<string>;
  /** The content of a CLI configuration: of the administrator, of who holds `token`, of nobody. */
  cliConfig(token?: string | null): Promise<string>;
  /** Changes a byte of a stored package behind the registry's back. */
  corruptPackage(sha256: string): Promise<void>;
  /** All that the registry has logged so far. */
  logs(): string;
  stop(): Promise<void>;
}

export type TargetFactory = () => Promise<Target>;
