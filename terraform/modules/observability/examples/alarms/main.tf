resource "aws_sns_topic" "on_call" {
  name = "on-call"
}

resource "aws_cloudwatch_log_group" "read" {
  name              = "/aws/lambda/modules-read"
  retention_in_days = 30
}

module "observability" {
  source = "../.."

  name = "modules"
  functions = {
    read = { function_name = "modules-read", log_group_name = aws_cloudwatch_log_group.read.name }
  }
  api                = { id = "a1b2c3d4e5", name = "modules", stage = "v1" }
  table_name         = "modules"
  dead_letter_queues = ["modules-events-failed"]
  alarm_actions      = [aws_sns_topic.on_call.arn]
  alarms             = { function_throttles = 1 }
}

output "alarm_arns" {
  description = "The alarms by what they watch."
  value       = module.observability.alarm_arns
}
