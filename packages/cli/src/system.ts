/** What surrounds the program. `main.ts` hands in the real thing, the tests their own. */
export interface System {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** Where temporary folders may be made. */
  readonly tmp: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
  /** Looks for AWS credentials; `undefined` where there are none. */
  readonly awsSigner: () => Promise<AwsSigner | undefined>;
  /** What the credentials helper is started with. */
  readonly program: { readonly node: string; readonly helper: string };
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Signs who the credentials belong to, for one audience and the name of one identity (empty for
 * none). Each proof is good for one use.
 */
export type AwsSigner = (wanted: {
  readonly audience: string;
  readonly identity: string;
}) => Promise<string>;

export type Terminal = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};
