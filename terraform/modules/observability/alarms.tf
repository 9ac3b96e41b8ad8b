locals {
  # Every metric, by what people call it. Tests hold each against what AWS says that it emits.
  metrics = merge(
    {
      api-errors           = { namespace = "AWS/ApiGateway", metric = "5XXError", dimensions = local.stage, statistic = "Sum", threshold = var.alarms.api_errors }
      api-latency          = { namespace = "AWS/ApiGateway", metric = "Latency", dimensions = local.stage, statistic = "p99", threshold = var.alarms.api_latency_ms }
      table-read-throttles = { namespace = "AWS/DynamoDB", metric = "ReadThrottleEvents", dimensions = local.table, statistic = "Sum", threshold = var.alarms.table_throttles }
      # Of the indexes too: a throttled index throttles what is written to the table.
      table-write-throttles = { namespace = "AWS/DynamoDB", metric = "WriteThrottleEvents", dimensions = local.table, statistic = "Sum", threshold = var.alarms.table_throttles }
      signing-failures      = { namespace = local.own_namespace, metric = local.signing_failures, dimensions = {}, statistic = "Sum", threshold = var.alarms.signing_failures }
    },
    { for key, errors in local.function_errors : "${key}-errors" => merge(errors, { statistic = "Sum", threshold = var.alarms.function_errors }) },
    { for key, function in var.functions : "${key}-throttles" => {
      namespace = "AWS/Lambda", metric = "Throttles", dimensions = { FunctionName = function.function_name }, statistic = "Sum", threshold = var.alarms.function_throttles
    } },
    { for queue in var.dead_letter_queues : "dead-letters-${queue}" => {
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = queue }, statistic = "Maximum", threshold = var.alarms.dead_letters
    } },
  )
  # Lambda counts whatever is thrown, so where that is an answer only the log tells what failed.
  function_errors = {
    for key, function in var.functions : key => {
      namespace  = function.throws_to_refuse ? local.own_namespace : "AWS/Lambda"
      metric     = function.throws_to_refuse ? "${local.logged_errors}-${key}" : "Errors"
      dimensions = { for name, value in { FunctionName = function.function_name } : name => value if !function.throws_to_refuse }
    }
  }
  stage = { ApiName = var.api.name, Stage = var.api.stage }
  table = { TableName = var.table_name }

  # What an operator reads when woken at night.
  descriptions = {
    api-errors            = "The registry answers with 5xx; its functions' logs hold the request ids."
    api-latency           = "The registry is slow: look at the functions' durations and the table's throttles."
    table-read-throttles  = "DynamoDB puts reads off; raise the table's read capacity, or use it on demand."
    table-write-throttles = "DynamoDB puts writes off; raise the table's write capacity, or use it on demand."
    signing-failures      = "Tokens cannot be signed, so nobody new gets in; look at the state and the policy of the signing key."
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = { for name, metric in local.metrics : name => metric if var.alarms.enabled && metric.threshold > 0 }

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = lookup(local.descriptions, each.key, "${join(" of ", concat([each.value.metric], values(each.value.dimensions)))}; see the function's log, or what lies in the queue.")
  alarm_actions     = var.alarm_actions
  ok_actions        = var.alarm_actions
  tags              = var.tags

  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  period              = 300
  evaluation_periods  = each.key == "api-latency" ? 3 : 1
  # Nothing was asked, nothing went wrong.
  treat_missing_data = "notBreaching"

  statistic          = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic = startswith(each.value.statistic, "p") ? each.value.statistic : null
  # One slow answer among three says nothing of 99 in 100: it is a cold start.
  evaluate_low_sample_count_percentiles = startswith(each.value.statistic, "p") ? "ignore" : null
}
