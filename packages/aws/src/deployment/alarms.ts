import type { Clock } from '@registry/domain';
import type { JsonCall } from '../json-call/json-call.ts';
import { APPLY } from './cures.ts';
import type { Deployment } from './deployment.ts';
import { few, when } from './look.ts';
import { dig, membersOf, textAt } from './parsed.ts';

/** A new alarm has looked at its metric by then. */
const SETTLED_MS = 3_600_000;

/** Whether whoever is to be woken will be, and what they would be woken for now. */
export async function alarmFindings(
  monitoring: JsonCall,
  { alarms }: Deployment,
  clock: Clock,
): Promise<readonly string[]> {
  const names = Object.values(alarms.arns).map(nameIn);
  if (names.length === 0) return [];
  // Not more than a hundred can be asked for, and a registry has some twelve.
  const answer = await monitoring('DescribeAlarms', { AlarmNames: names, MaxRecords: 100 });
  const found = new Map(
    membersOf(dig(answer, 'MetricAlarms')).map(([, each]) => [textAt(each, 'AlarmName'), each]),
  );
  const missing = names.filter((name) => !found.has(name));
  const there = [...found].filter(([name]) => names.includes(name));
  const which = (is: (alarm: unknown) => boolean) =>
    there.filter(([, alarm]) => is(alarm)).map(([name]) => name);
  const mute = which((alarm) => !tells(alarm, alarms.actions));
  const blind = which((alarm) => isBlind(alarm, clock()));
  const loud = there.filter(([, alarm]) => textAt(alarm, 'StateValue') === 'ALARM');
  return [
    ...when(
      missing.length > 0,
      `There is no alarm ${few(missing)}, so that nobody hears of it; ${APPLY}.`,
    ),
    ...when(
      mute.length > 0,
      `The alarm ${few(mute)} does not tell those of operations.alarm_actions; ${APPLY}.`,
    ),
    ...when(
      blind.length > 0,
      `The alarm ${few(blind)} has not seen its metric for an hour or more, and would not go off; ${APPLY}.`,
    ),
    ...loud.map(
      ([name, alarm]) => `The alarm ${name} has gone off: ${textAt(alarm, 'AlarmDescription')}`,
    ),
  ];
}

function nameIn(arn: string): string {
  return arn.split(':').slice(6).join(':');
}

function tells(alarm: unknown, actions: readonly string[]): boolean {
  if (actions.length === 0) return true;
  const told = membersOf(dig(alarm, 'AlarmActions')).map(([, action]) => action);
  return dig(alarm, 'ActionsEnabled') === true && actions.every((action) => told.includes(action));
}

/** Where nothing was asked there is no metric, and an alarm as Terraform makes it is content. */
function isBlind(alarm: unknown, now: Date): boolean {
  const since = Number(dig(alarm, 'StateUpdatedTimestamp')) * 1000;
  return textAt(alarm, 'StateValue') === 'INSUFFICIENT_DATA' && now.getTime() - since > SETTLED_MS;
}
