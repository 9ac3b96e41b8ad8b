/**
 * The metrics that AWS emits, as far as alarms and the dashboard use them: per namespace its
 * metrics, and the combinations of dimensions under which each of them can be asked for.
 */
export const EMITTED: Readonly<
  Record<string, readonly { metrics: readonly string[]; dimensions: readonly string[][] }[]>
> = {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
  'AWS/ApiGateway': [
    {
      metrics: ['4XXError', '5XXError', 'Count', 'IntegrationLatency', 'Latency'],
      dimensions: [['ApiName'], ['ApiName', 'Stage']],
    },
  ],
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  'AWS/Lambda': [
    {
      metrics: ['DeadLetterErrors', 'Duration', 'Errors', 'Invocations', 'Throttles'],
      dimensions: [[], ['FunctionName']],
    },
  ],
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  'AWS/DynamoDB': [
    {
      metrics: [
        'ConsumedReadCapacityUnits',
        'ConsumedWriteCapacityUnits',
        'ReadThrottleEvents',
        'WriteThrottleEvents',
      ],
      dimensions: [['TableName'], ['GlobalSecondaryIndexName', 'TableName']],
    },
    { metrics: ['SystemErrors', 'ThrottledRequests'], dimensions: [['Operation', 'TableName']] },
  ],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': [
    {
      metrics: ['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible'],
      dimensions: [['QueueName']],
    },
  ],
};

export interface Metric {
  readonly namespace: string;
  readonly metric: string;
  /** Names, in any order. */
  readonly dimensions: readonly string[];
}

export function isEmitted({ namespace, metric, dimensions }: Metric): boolean {
  const wanted = dimensions.toSorted().join();
  return (EMITTED[namespace] ?? []).some(
    (group) =>
      group.metrics.includes(metric) &&
      group.dimensions.some((combination) => combination.join() === wanted),
  );
}
