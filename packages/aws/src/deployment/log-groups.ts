import type { JsonCall } from '../json-call/json-call.ts';
import type { Deployment } from './deployment.ts';
import { when } from './look.ts';

/** Whether each function's lines are kept, and not for ever. */
export async function logFindings(
  logs: JsonCall,
  { functions }: Deployment,
): Promise<readonly string[]> {
  const asked = Object.values(functions).map(async ({ log_group_name: name }) => {
    const answer = await logs('DescribeLogGroups', { logGroupNamePrefix: name });
    const group = groupsIn(answer).find((found) => found.logGroupName === name);
    if (group === undefined) {
      return [
        `There is no log group ${name}, so that errors leave no trace; make it with terraform apply.`,
      ];
    }
    return when(
      group.retentionInDays === undefined,
      `The log group ${name} keeps its lines for ever, and is paid for as long; set its retention with terraform apply.`,
    );
  });
  return (await Promise.all(asked)).flat();
}

interface LogGroup {
  readonly logGroupName: unknown;
  readonly retentionInDays?: unknown;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
function groupsIn(answer: unknown): readonly LogGroup[] {
  const groups =
    typeof answer === 'object' && answer !== null && 'logGroups' in answer ? answer.logGroups : [];
  return Array.isArray(groups) ? groups.filter(isGroup) : [];
}

function isGroup(value: unknown): value is LogGroup {
  return typeof value === 'object' && value !== null && 'logGroupName' in value;
}
