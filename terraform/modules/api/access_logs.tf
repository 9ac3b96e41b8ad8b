locals {
  # The template of the path and no query: what a client wrote there by mistake, a token for
  # example, is not for the log. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
  access_log_line = {
    time                = "$context.requestTime"
    request_id          = "$context.requestId"
    source_ip           = "$context.identity.sourceIp"
    user_agent          = "$context.identity.userAgent"
    method              = "$context.httpMethod"
    route               = "$context.resourcePath"
    status              = "$context.status"
    bytes               = "$context.responseLength"
    latency_ms          = "$context.responseLatency"
    function_latency_ms = "$context.integrationLatency"
    principal           = "$context.authorizer.principalId"
    aws_principal       = "$context.identity.userArn"
    authorizer_status   = "$context.authorizer.status"
    error_type          = "$context.error.responseType"
    function_status     = "$context.integration.integrationStatus"
    web_acl_status      = "$context.waf.status"
  }
}

resource "aws_cloudwatch_log_group" "access" {
  count = var.stage.access_logs == null ? 0 : 1

  name              = "/aws/api-gateway/${var.name}/${var.stage.name}"
  retention_in_days = var.stage.access_logs.retention_days
  kms_key_id        = var.stage.access_logs.kms_key_arn
  tags              = var.tags
}

# One for the account and region, whatever made it: only where it is asked for. A destroy removes the
# role; version 5 of the provider leaves the account's setting pointing at it, version 6 clears it.
resource "aws_api_gateway_account" "this" {
  count = local.makes_account_role ? 1 : 0

  cloudwatch_role_arn = aws_iam_role.account[0].arn
  depends_on          = [aws_iam_role_policy.account]
}

locals {
  makes_account_role = try(var.stage.access_logs.account_role, false)
}

resource "aws_iam_role" "account" {
  count = local.makes_account_role ? 1 : 0

  name                 = "${var.name}-logs-${local.region}"
  description          = "API Gateway writes the access logs of every API in ${local.region} with it."
  path                 = var.role.path
  permissions_boundary = var.role.permissions_boundary_arn
  assume_role_policy   = data.aws_iam_policy_document.account_trust.json
  tags                 = var.tags
}

data "aws_iam_policy_document" "account_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["apigateway.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "account" {
  count = local.makes_account_role ? 1 : 0

  name   = "logs"
  role   = aws_iam_role.account[0].id
  policy = data.aws_iam_policy_document.account.json
}

# The actions of AWS's own policy AmazonAPIGatewayPushToCloudWatchLogs, on this account's groups.
data "aws_iam_policy_document" "account" {
  statement {
    actions = [
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:DescribeLogGroups",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
      "logs:GetLogEvents",
      "logs:FilterLogEvents",
    ]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account}:log-group:*"]
  }
}
