import type { DeployedFunction } from '../functions/deployed-function.ts';
import type { Role } from '../state/policies-in-state.ts';
import type { RecordedCall } from './recorder.ts';

/** Statements of the functions' roles that no call has needed, as `role policy/Sid`. */
export function unusedStatements(
  functions: readonly DeployedFunction[],
  roles: readonly Role[],
  calls: readonly RecordedCall[],
): string[] {
  return roles.flatMap((role) => {
    const names = functions.filter(({ roleArn }) => roleArn === role.arn).map(({ name }) => name);
    // A role of another service's own.
    if (names.length === 0) return [];
    const used = calls
      .filter(({ functionName }) => names.includes(functionName))
      .flatMap(({ usedStatements }) => usedStatements);
    return role.statements
      .filter(({ name }) => !used.includes(name))
      .map(({ name }) => `${role.name} ${name}`);
  });
}
