locals {
  functions_by = { for key, function in var.functions : key => ["FunctionName", function.function_name] }

  # Title → metrics, each as CloudWatch wants it: namespace, name, dimensions in pairs, settings.
  graphs = [
    { title = "Requests", metrics = [
      for metric in ["Count", "4XXError", "5XXError"] :
      concat(["AWS/ApiGateway", metric], local.stage_pairs, [{ stat = "Sum" }])
    ] },
    { title = "Latency (ms)", metrics = [
      for stat in ["p50", "p99"] :
      concat(["AWS/ApiGateway", "Latency"], local.stage_pairs, [{ stat = stat, label = stat }])
    ] },
    { title = "Function errors", metrics = [
      for key, errors in local.function_errors :
      concat([errors.namespace, errors.metric], flatten([for name, value in errors.dimensions : [name, value]]), [{ stat = "Sum", label = key }])
    ] },
    { title = "Function throttles", metrics = [
      for key, pair in local.functions_by :
      concat(["AWS/Lambda", "Throttles"], pair, [{ stat = "Sum", label = key }])
    ] },
    { title = "Function duration p99 (ms)", metrics = [
      for key, pair in local.functions_by :
      concat(["AWS/Lambda", "Duration"], pair, [{ stat = "p99", label = key }])
    ] },
    { title = "Table: units used and requests put off", metrics = [
      for metric in ["ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits", "ReadThrottleEvents", "WriteThrottleEvents"] :
      ["AWS/DynamoDB", metric, "TableName", var.table_name, { stat = "Sum" }]
    ] },
    { title = "Tokens that could not be signed", metrics = [
      [local.own_namespace, local.signing_failures, { stat = "Sum" }]
    ] },
  ]
  stage_pairs = ["ApiName", var.api.name, "Stage", var.api.stage]
}

data "aws_region" "current" {}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.dashboard ? 1 : 0

  # Of all regions of an account, dashboards have one list of names.
  dashboard_name = "${var.name}-${data.aws_region.current.id}"
  dashboard_body = jsonencode({
    widgets = [
      for position, graph in local.graphs : {
        type   = "metric"
        x      = position % 2 * 12
        y      = floor(position / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = graph.title
          region  = data.aws_region.current.id
          view    = "timeSeries"
          period  = 300
          metrics = graph.metrics
        }
      }
    ]
  })
}
