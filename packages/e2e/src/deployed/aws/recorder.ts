import type { Units } from './capacity.ts';

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
  /** What DynamoDB has charged for, one for each request. */
  readonly charged: readonly Units[];
  readonly calls: readonly RecordedCall[];
  /** Requests that this stand-in could not make sense of; there must be none. */
  readonly faults: readonly string[];
  call(call: RecordedCall): void;
  fault(fault: string): void;
  units(units: Units): void;
}

export function createRecorder(): Recorder {
  const calls: RecordedCall[] = [];
  const faults: string[] = [];
  const charged: Units[] = [];
  return {
    calls,
    faults,
    charged,
    call: (call) => void calls.push(call),
    fault: (fault) => void faults.push(fault),
    units: (units) => void charged.push(units),
  };
}
