import type { RunningStack } from '../../../packages/e2e/src/deployed/stack/run-stack.ts';

/** What AWS counts of what a registry does, and asks money for. */
export interface Bill {
  readonly invocations: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** A copy is counted as both. */
  readonly s3Gets: number;
  readonly s3Puts: number;
  readonly kmsCalls: number;
  /** Bytes that the functions have printed. */
  readonly logBytes: number;
}

/** What `work` costs, of everything that the stack does meanwhile. */
export async function billFor(stack: RunningStack, work: () => Promise<unknown>): Promise<Bill> {
  const before = totals(stack);
  await work();
  const after = totals(stack);
  return {
    invocations: after.invocations - before.invocations,
    readUnits: after.readUnits - before.readUnits,
    writeUnits: after.writeUnits - before.writeUnits,
    s3Gets: after.s3Gets - before.s3Gets,
    s3Puts: after.s3Puts - before.s3Puts,
    kmsCalls: after.kmsCalls - before.kmsCalls,
    logBytes: after.logBytes - before.logBytes,
  };
}

function totals({ recorder, functions, logs }: RunningStack): Bill {
  const called = (pattern: RegExp) =>
    recorder.calls.filter(({ action }) => pattern.test(action)).length;
  return {
    invocations: functions.invoked.length,
    readUnits: recorder.charged.reduce((sum, { read }) => sum + read, 0),
    writeUnits: recorder.charged.reduce((sum, { write }) => sum + write, 0),
    s3Gets: called(/^s3:Get/),
    s3Puts: called(/^s3:Put/),
    kmsCalls: called(/^kms:/),
    logBytes: Buffer.byteLength(logs()),
  };
}

export function describeBill(bill: Bill): string {
  return [
    `${bill.invocations} invocations`,
    `${bill.readUnits} read and ${bill.writeUnits} write units`,
    `${bill.s3Gets} GET and ${bill.s3Puts} PUT of S3`,
    `${bill.kmsCalls} KMS`,
    `${bill.logBytes} bytes of logs`,
  ].join(', ');
}
