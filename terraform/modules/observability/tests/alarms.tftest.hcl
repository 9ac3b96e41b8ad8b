mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
}

variables {
  name = "acme"
  functions = {
    read         = { function_name = "acme-read", log_group_name = "/aws/lambda/acme-read" }
    token-issuer = { function_name = "acme-token-issuer", log_group_name = "/aws/lambda/acme-token-issuer" }
  }
  api        = { id = "a1b2c3", name = "acme", stage = "v1" }
  table_name = "acme"
}

run "what_is_free_is_on" {
  command = plan

  assert {
    condition = keys(aws_cloudwatch_metric_alarm.this) == [
      "api-errors", "api-latency", "read-errors", "signing-failures",
      "table-read-throttles", "table-write-throttles", "token-issuer-errors",
    ]
    error_message = "These and no other alarms must be there by default."
  }
  assert {
    condition     = length(aws_cloudwatch_dashboard.this) == 1 && output.dashboard_name == "acme-eu-west-1"
    error_message = "There must be a dashboard, under a name that no other region of the account has."
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.treat_missing_data == "notBreaching"])
    error_message = "Silence is no alarm."
  }
}

run "an_authorizer_that_refuses_by_throwing_is_watched_by_its_log" {
  command = plan

  variables {
    functions = {
      read       = { function_name = "acme-read", log_group_name = "read" }
      authorizer = { function_name = "acme-authorizer", log_group_name = "judge", throws_to_refuse = true }
    }
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["authorizer-errors"].namespace == "TerraformRegistry/acme" && aws_cloudwatch_metric_alarm.this["authorizer-errors"].metric_name == "LoggedErrors-authorizer"
    error_message = "Lambda counts each refused token among the errors of an authorizer."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["read-errors"].namespace == "AWS/Lambda" && keys(aws_cloudwatch_log_metric_filter.logged_errors) == ["authorizer"]
    error_message = "Of all others Lambda's own count is right."
  }
  assert {
    condition     = !strcontains(aws_cloudwatch_dashboard.this[0].dashboard_body, "\"Errors\",\"FunctionName\",\"acme-authorizer\"")
    error_message = "The dashboard must not show refused tokens as errors."
  }
}

run "five_functions_stay_within_the_ten_alarms_that_are_free" {
  command = plan

  variables {
    functions = {
      for name in ["read", "publish", "authorizer", "token-issuer", "access"] :
      name => { function_name = name, log_group_name = name, throws_to_refuse = name == "authorizer" }
    }
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.this) == 10
    error_message = "CloudWatch asks for money from the eleventh alarm on."
  }
}

run "what_is_asked_for_is_added" {
  command = plan

  variables {
    alarms             = { function_throttles = 5, api_errors = 1 }
    dead_letter_queues = ["acme-events-failed"]
    alarm_actions      = ["arn:aws:sns:eu-west-1:123456789012:on-call"]
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["read-throttles"].threshold == 5 && aws_cloudwatch_metric_alarm.this["api-errors"].threshold == 1
    error_message = "Thresholds must be the given ones."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["dead-letters-acme-events-failed"].dimensions == tomap({ QueueName = "acme-events-failed" })
    error_message = "Each dead letter queue must be watched."
  }
  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      alarm.alarm_actions == toset(var.alarm_actions) && alarm.ok_actions == toset(var.alarm_actions)
    ])
    error_message = "Whoever is told that something is wrong must be told when it is over."
  }
}

run "each_alarm_can_be_switched_off" {
  command = plan

  variables {
    alarms = { function_errors = 0, signing_failures = 0, table_throttles = 0, api_latency_ms = 0 }
  }
  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.this) == ["api-errors"]
    error_message = "A threshold of 0 must switch an alarm off."
  }
}

run "all_can_be_switched_off" {
  command = plan

  variables {
    alarms    = { enabled = false }
    dashboard = false
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.this) == 0 && length(aws_cloudwatch_dashboard.this) == 0
    error_message = "Nothing must be left."
  }
}

run "a_negative_threshold" {
  command = plan
  variables {
    alarms = { api_errors = -1 }
  }
  expect_failures = [var.alarms]
}

run "an_address_for_an_action" {
  command = plan
  variables {
    alarm_actions = ["oncall@example.com"]
  }
  expect_failures = [var.alarm_actions]
}
