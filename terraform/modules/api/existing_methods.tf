resource "aws_api_gateway_authorizer" "existing" {
  count = local.makes_api ? 0 : 1

  name                             = var.name
  rest_api_id                      = local.rest_api_id
  type                             = var.authorizer.type
  authorizer_uri                   = "${local.invoke_prefix}/${local.authorizer_arn}/invocations"
  authorizer_credentials           = try(var.authorizer.credentials.role_arn, null)
  identity_source                  = join(",", var.authorizer.identity_sources)
  authorizer_result_ttl_in_seconds = var.authorizer.cache_seconds
}

resource "aws_api_gateway_method" "existing" {
  # checkov:skip=CKV2_AWS_53:The functions check every name, parameter and body, and say what is wrong with it.
  for_each = local.operations

  rest_api_id        = local.rest_api_id
  resource_id        = local.resource_ids[each.value.path]
  http_method        = each.value.method
  operation_name     = each.value.operationId
  authorization      = lookup({ anybody = "NONE", aws_caller = "AWS_IAM" }, each.value.access, "CUSTOM")
  authorizer_id      = contains(["anybody", "aws_caller"], each.value.access) ? null : aws_api_gateway_authorizer.existing[0].id
  request_parameters = { for name in each.value.path_parameters : "method.request.path.${name}" => true }
}

resource "aws_api_gateway_integration" "existing" {
  for_each = local.operations

  rest_api_id             = local.rest_api_id
  resource_id             = aws_api_gateway_method.existing[each.key].resource_id
  http_method             = aws_api_gateway_method.existing[each.key].http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = "${local.invoke_prefix}/${local.function_arn[each.value.function]}/invocations"
}
