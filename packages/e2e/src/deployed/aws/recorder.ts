/** One right that a function has used, or wanted. */
export interface RecordedCall {
  readonly functionName: string;
  readonly action: string;
  readonly resource: string;
  readonly keys: Readonly<Record<string, string | string[]>>;
  /** By an address that the function has signed; who used it may be anybody. */
  readonly presigned: boolean;
  readonly allowed: boolean;
  /** Of the function's role: `policy/Sid`. */
  readonly usedStatements: readonly string[];
}

export interface Recorder {
  readonly calls: readonly RecordedCall[];
  /** Requests that this stand-in could not make sense of; there must be none. */
  readonly faults: readonly string[];
  call(call: RecordedCall): void;
  fault(fault: string): void;
}

export function createRecorder(): Recorder {
  const calls: RecordedCall[] = [];
  const faults: string[] = [];
  return {
    calls,
    faults,
    call: (call) => void calls.push(call),
    fault: (fault) => void faults.push(fault),
  };
}
