data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

locals {
  region       = data.aws_region.current.id
  account      = "${data.aws_partition.current.partition}:lambda:${local.region}:${data.aws_caller_identity.current.account_id}"
  function_arn = "arn:${local.account}:function:${var.name}"
  code_sha256  = var.code.s3 == null ? filebase64sha256(var.code.file) : var.code.s3.sha256

  settings = var.code.settings == null ? { for name in keys(var.environment) : name => "optional" } : var.code.settings
  unknown  = setsubtract(keys(var.environment), keys(local.settings))
  missing  = setsubtract([for name, need in local.settings : name if need == "required"], keys(var.environment))
}

resource "aws_lambda_function" "this" {
  # checkov:skip=CKV_AWS_50:Traces are paid for, and off by default; runtime.tracing turns them on.
  # checkov:skip=CKV_AWS_115:Concurrency that is reserved here is missing elsewhere in the account; runtime.reserved_concurrency says how much.
  # checkov:skip=CKV_AWS_116:A dead letter queue takes asynchronous events; API Gateway waits for the answer.
  # checkov:skip=CKV_AWS_117:A registry needs nothing of a VPC; runtime.vpc attaches the function to one.
  # checkov:skip=CKV_AWS_173:No variable is a secret, and Lambda encrypts all of them with its own key.
  # checkov:skip=CKV_AWS_272:Signing is the account's to demand, with a profile of its own; the digest of the zip is in the state.
  function_name = var.name
  description   = var.code.description
  role          = aws_iam_role.this.arn
  tags          = var.tags

  filename          = var.code.file
  source_code_hash  = local.code_sha256
  s3_bucket         = try(var.code.s3.bucket, null)
  s3_key            = try(var.code.s3.key, null)
  s3_object_version = try(var.code.s3.object_version, null)
  handler           = var.code.handler

  runtime                        = var.runtime.runtime
  architectures                  = [var.runtime.architecture]
  memory_size                    = var.runtime.memory_mb
  timeout                        = var.runtime.timeout_seconds
  reserved_concurrent_executions = coalesce(var.runtime.reserved_concurrency, -1)

  dynamic "environment" {
    for_each = length(var.environment) > 0 ? [var.environment] : []
    content {
      variables = environment.value
    }
  }

  dynamic "vpc_config" {
    for_each = var.runtime.vpc == null ? [] : [var.runtime.vpc]
    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  tracing_config {
    mode = var.runtime.tracing ? "Active" : "PassThrough"
  }

  lifecycle {
    precondition {
      condition     = var.runtime.memory_mb >= var.runtime.least_memory_mb
      error_message = "The function ${var.name} cannot work with ${var.runtime.memory_mb} MB; give it a memory_mb of at least ${var.runtime.least_memory_mb}."
    }
    precondition {
      condition     = length(local.unknown) == 0
      error_message = "The function ${var.name} does not read ${join(", ", local.unknown)}; it reads ${join(", ", keys(local.settings))}."
    }
    precondition {
      condition     = length(local.missing) == 0
      error_message = "The function ${var.name} would not start without ${join(", ", local.missing)}; add what is missing to its environment."
    }
  }

  # A function that starts before its group is there makes one that keeps its lines for ever, and
  # one that starts before its permissions are there fails.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.logs.retention_days
  kms_key_id        = var.logs.kms_key_arn
  tags              = var.tags
}
