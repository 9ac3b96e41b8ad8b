/** What people do to alarms that disturb them. */
import type { Deployment } from '../../../../packages/aws/src/deployment/index.ts';
import type { Break } from './break.ts';
import { callJson } from './call-json.ts';

export function alarmBreaks(deployment: Deployment, endpoint: string): readonly Break[] {
  const nameOf = (key: string) => deployment.alarms.arns[key]?.split(':').at(-1) ?? '';
  const call = (operation: string, input: object) =>
    callJson(endpoint, 'monitoring', `GraniteServiceVersion20100801.${operation}`, input);
  return [
    {
      what: 'an alarm that is gone',
      findings: [/There is no alarm \S+-api-latency, so that nobody hears of it;/],
      cause: () => call('DeleteAlarms', { AlarmNames: [nameOf('api-latency')] }),
    },
    {
      what: 'an alarm that tells nobody',
      findings: [/The alarm \S+-read-errors does not tell those of operations\.alarm_actions;/],
      cause: () =>
        call('PutMetricAlarm', {
          AlarmName: nameOf('read-errors'),
          ActionsEnabled: false,
          AlarmActions: deployment.alarms.actions,
          Namespace: 'AWS/Lambda',
          MetricName: 'Errors',
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          EvaluationPeriods: 1,
          Period: 300,
          Statistic: 'Sum',
          Threshold: 1,
        }),
    },
    {
      what: 'an alarm that has gone off',
      findings: [/The alarm \S+-signing-failures has gone off: Tokens cannot be signed,/],
      cause: () => setState('ALARM'),
      cure: () => setState('OK'),
    },
  ];

  function setState(StateValue: string) {
    const AlarmName = nameOf('signing-failures');
    return call('SetAlarmState', { AlarmName, StateValue, StateReason: 'a test' });
  }
}
