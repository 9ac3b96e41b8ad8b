resource "aws_api_gateway_stage" "this" {
  # checkov:skip=CKV_AWS_73:Traces are paid for, and off by default; stage.tracing turns them on.
  # checkov:skip=CKV_AWS_76:Access logs need a role that is the whole account's; stage.access_logs turns them on.
  # checkov:skip=CKV_AWS_120:An answer depends on the token, which no cache here may know; and a cache is paid for while idle.
  # checkov:skip=CKV2_AWS_4:Execution logs hold headers, and so tokens.
  # checkov:skip=CKV2_AWS_29:A firewall is paid for while idle; stage.web_acl associates one.
  # checkov:skip=CKV2_AWS_51:The functions are invoked by Lambda's API with the permission of this API alone; there is no endpoint to show a certificate to.
  # checkov:skip=CKV2_AWS_77:The rules of the web ACL are its owner's; nothing here runs on Java.
  count = local.makes_api ? 1 : 0

  rest_api_id          = local.rest_api_id
  deployment_id        = aws_api_gateway_deployment.this[0].id
  stage_name           = var.stage.name
  xray_tracing_enabled = var.stage.tracing
  tags                 = var.tags

  dynamic "access_log_settings" {
    for_each = var.stage.access_logs == null ? [] : [var.stage.access_logs]
    content {
      destination_arn = aws_cloudwatch_log_group.access[0].arn
      format          = jsonencode(local.access_log_line)
    }
  }

  # API Gateway refuses logs before the account has a role to write them with.
  depends_on = [
    aws_api_gateway_account.this,
    aws_lambda_permission.route,
    aws_lambda_permission.authorizer,
  ]
}

# Settings of all routes at once, which routes of their own could narrow further.
resource "aws_api_gateway_method_settings" "all" {
  # checkov:skip=CKV_AWS_225:An answer depends on the token, which no cache here may know; and a cache is paid for while idle.
  count = local.makes_api ? 1 : 0

  rest_api_id = local.rest_api_id
  stage_name  = aws_api_gateway_stage.this[0].stage_name
  method_path = "*/*"

  settings {
    throttling_rate_limit  = try(coalesce(var.stage.throttling.rate), 500)
    throttling_burst_limit = try(coalesce(var.stage.throttling.burst), 1000)
    metrics_enabled        = var.stage.metrics
    # Execution logs hold headers, and so tokens.
    logging_level      = "OFF"
    data_trace_enabled = false
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  count = local.makes_api && var.stage.web_acl != null ? 1 : 0

  resource_arn = aws_api_gateway_stage.this[0].arn
  web_acl_arn  = var.stage.web_acl.arn
}
