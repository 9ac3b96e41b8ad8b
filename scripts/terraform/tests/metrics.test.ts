import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { isEmitted, type Metric } from './support/emitted-metrics.ts';
import { openOnEmulator } from './support/emulator.ts';
import { plannedResources } from './support/planned-resources.ts';

const variables = {
  name: 'acme',
  functions: {
    read: { function_name: 'acme-read', log_group_name: '/aws/lambda/acme-read' },
    publish: { function_name: 'acme-publish', log_group_name: '/aws/lambda/acme-publish' },
    authorizer: { function_name: 'acme-judge', log_group_name: 'judge', throws_to_refuse: true },
  },
  api: { id: 'a1b2c3', name: 'acme', stage: 'v1' },
  table_name: 'acme',
  dead_letter_queues: ['acme-events-failed'],
  alarms: { function_throttles: 1 },
};

const Alarm = z.object({
  namespace: z.string(),
  metric_name: z.string(),
  dimensions: z.record(z.string(), z.string()).nullish(),
});

const MetricFilter = z.object({
  metric_transformation: z.tuple([z.object({ namespace: z.string(), name: z.string() })]),
});

const Dashboard = z.object({
  widgets: z.array(z.object({ properties: z.object({ metrics: z.array(z.array(z.unknown())) }) })),
});

test('every alarm and graph asks for a metric that AWS or one of our own log filters emits', async () => {
  const { root } = await openOnEmulator(onTestFinished, {
    folder: 'modules/observability',
    tool: 'terraform',
    variables,
  });
  const plan = await root.plan();
  const filters = plannedResources(plan, 'aws_cloudwatch_log_metric_filter');
  const own = filters.map((values) => {
    const [{ namespace, name }] = MetricFilter.parse(values).metric_transformation;
    return `${namespace} ${name}`;
  });
  const isKnown = (metric: Metric) =>
    isEmitted(metric) ||
    (metric.dimensions.length === 0 && own.includes(`${metric.namespace} ${metric.metric}`));

  const alarms = plannedResources(plan, 'aws_cloudwatch_metric_alarm');
  const watched = alarms.map((values) => {
    const { namespace, metric_name, dimensions } = Alarm.parse(values);
    return { namespace, metric: metric_name, dimensions: Object.keys(dimensions ?? {}) };
  });
  // Five of the registry, two per function, one queue.
  expect(watched).toHaveLength(5 + 2 * 3 + 1);
  expect(watched.filter((metric) => !isKnown(metric))).toEqual([]);

  const [dashboard] = plannedResources(plan, 'aws_cloudwatch_dashboard');
  const body = z.string().parse(dashboard?.['dashboard_body']);
  const shown = Dashboard.parse(JSON.parse(body)).widgets.flatMap((widget) =>
    widget.properties.metrics.map(metricOfGraph),
  );
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter((metric) => !isKnown(metric))).toEqual([]);
});

/**
 * Namespace, name, then dimensions in pairs, then settings.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
function metricOfGraph(entry: readonly unknown[]): Metric {
  const [namespace = '', metric = '', ...pairs] = entry.filter((part) => typeof part === 'string');
  return { namespace, metric, dimensions: pairs.filter((_, position) => position % 2 === 0) };
}
