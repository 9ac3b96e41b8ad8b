mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/acme-read" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

variables {
  name = "acme-read"
  code = { file = "main.tf" }
}

run "a_function_gets_what_is_safe_and_free" {
  command = plan

  assert {
    condition     = aws_lambda_function.this.runtime == "nodejs22.x" && tolist(aws_lambda_function.this.architectures) == tolist(["arm64"])
    error_message = "The runtime must be the current one, on the cheaper architecture."
  }
  assert {
    condition     = one(aws_lambda_function.this.tracing_config).mode == "PassThrough" && aws_lambda_function.this.reserved_concurrent_executions == -1
    error_message = "Nothing that is paid for, or taken from other functions, may be on by itself."
  }
  assert {
    condition     = length(aws_lambda_function.this.vpc_config) == 0 && length(aws_lambda_function.this.environment) == 0
    error_message = "There must be neither VPC nor environment where none was given."
  }
}

run "its_lines_are_kept_for_a_while_in_a_group_of_its_own" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/aws/lambda/acme-read" && aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "The group must be the one that Lambda writes to, and forget after a month."
  }
}

run "its_role_is_of_its_region_and_may_write_its_logs_only" {
  command = plan

  assert {
    condition     = aws_iam_role.this.name == "acme-read-eu-west-1"
    error_message = "Roles of two regions must not collide."
  }
  assert {
    condition     = length(data.aws_iam_policy_document.function.statement) == 1 && toset(one(data.aws_iam_policy_document.function.statement).actions) == toset(["logs:CreateLogStream", "logs:PutLogEvents"])
    error_message = "Without permissions the function may write its logs and nothing else."
  }
  assert {
    condition     = toset(one(one(data.aws_iam_policy_document.trust.statement).principals).identifiers) == toset(["lambda.amazonaws.com"])
    error_message = "Only Lambda may take the role."
  }
}
