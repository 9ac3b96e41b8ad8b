import type { PolicyDocument } from '../document.ts';

/** A resource policy. Whether it is meant so is judged with every request. */
export function policyFaults(policy: PolicyDocument | undefined): string[] {
  if (policy === undefined) return [];
  return [policy.Statement].flat().flatMap((statement, index) => {
    const where = `Statement ${index} of the resource policy`;
    const faults: string[] = [];
    if (statement.Principal === undefined && statement.NotPrincipal === undefined) {
      faults.push(`${where} has no principal.`);
    }
    if (statement.Action === undefined && statement.NotAction === undefined) {
      faults.push(`${where} has no action.`);
    }
    for (const resource of [statement.Resource ?? statement.NotResource ?? []].flat()) {
      if (!/^(?:\*|execute-api:\/.*|arn:aws[a-z-]*:execute-api:.+)$/.test(resource)) {
        faults.push(`${where}: "${resource}" is no resource of an API.`);
      }
    }
    return faults;
  });
}
