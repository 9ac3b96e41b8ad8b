import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { when } from './look.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html */
const CURES: Readonly<Record<string, string>> = {
  Failed: 'mend that and change the function, since Lambda tries again with the next change',
  Inactive: 'ask the registry something, which wakes it and fails, and look again in some minutes',
  Pending: 'it is still being made, so look again in some minutes',
};

/** Whether the function runs, and runs as it was changed last. */
export function stateFindings(found: FunctionConfiguration): readonly string[] {
  const the = `The function ${found.FunctionName}`;
  const cure = CURES[found.State ?? 'Active'];
  return [
    ...(cure === undefined
      ? []
      : [
          `${the} cannot run (${reason(found.State, found.StateReasonCode, found.StateReason)}); ${cure}.`,
        ]),
    ...when(
      found.LastUpdateStatus === 'Failed',
      `${the} runs as it was before its last change, which has failed (${reason(found.LastUpdateStatusReasonCode, found.LastUpdateStatusReason)}); mend that and make the change again with terraform apply.`,
    ),
    ...when(
      found.LastUpdateStatus === 'InProgress',
      `${the} is being changed; look again in some minutes.`,
    ),
  ];
}

/** As far as AWS says. */
function reason(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== '')
    .join(': ')
    .replace(/\.$/, '');
}
