import type { JsonCall } from '../json-call/json-call.ts';
import type { Deployment } from './deployment.ts';
import { when } from './look.ts';
import { dig, membersOf } from './parsed.ts';

/** Whether each function's lines are kept, and not for ever. */
export async function logFindings(
  logs: JsonCall,
  { functions }: Deployment,
): Promise<readonly string[]> {
  const asked = Object.values(functions).map(async ({ log_group_name: name }) => {
    const answer = await logs('DescribeLogGroups', { logGroupNamePrefix: name });
    const groups = membersOf(dig(answer, 'logGroups')).map(([, group]) => group);
    const group = groups.find((found) => dig(found, 'logGroupName') === name);
    if (group === undefined) {
      return [
        `There is no log group ${name}, so that errors leave no trace; make it with terraform apply.`,
      ];
    }
    return when(
      dig(group, 'retentionInDays') === undefined,
      `The log group ${name} keeps its lines for ever, and is paid for as long; set its retention with terraform apply.`,
    );
  });
  return (await Promise.all(asked)).flat();
}
