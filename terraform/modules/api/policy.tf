# Judged together with the authorizer, where an Allow is enough if the authorizer says nothing. So
# no route that needs a token is ever allowed here, and every restriction is a Deny:
# https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
locals {
  is_private    = var.endpoint.vpc_endpoint_ids != null
  vpc_endpoints = concat(var.restrictions.vpc_endpoint_ids, coalesce(var.endpoint.vpc_endpoint_ids, []))

  # A request passes that meets any of these: the conditions of a Deny hold together or not at all.
  origins = [for origin in [
    { test = "NotIpAddress", key = local.is_private ? "aws:VpcSourceIp" : "aws:SourceIp", values = var.restrictions.source_ip_ranges },
    { test = "StringNotEquals", key = "aws:SourceVpc", values = var.restrictions.vpc_ids },
    { test = "StringNotEquals", key = "aws:SourceVpce", values = local.vpc_endpoints },
  ] : origin if length(origin.values) > 0]

  token_callers = [for caller in [
    { key = "aws:PrincipalArn", allow = "ArnLike", deny = "ArnNotLike", values = var.restrictions.token_principals },
    { key = "aws:PrincipalOrgID", allow = "StringEquals", deny = "StringNotEquals", values = var.restrictions.token_organization[*] },
  ] : caller if length(caller.values) > 0]

  # By who may ask: "<stage>/<method>/<path>" of each route.
  resources = {
    for access in ["anybody", "aws_caller"] : access => flatten([
      for path, methods in local.routes : [
        for method, route in methods : "${var.stage.name}/${upper(method)}${local.base_path}${path}" if route.access == access
      ]
    ])
  }

  policy = local.makes_api ? data.aws_iam_policy_document.api.json : null
}

data "aws_iam_policy_document" "api" {
  # With any policy at all, a route without an authorizer is closed unless it is allowed.
  statement {
    sid       = "RoutesForAnybody"
    actions   = ["execute-api:Invoke"]
    resources = [for resource in local.resources.anybody : "${local.execution_arn}/${resource}"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }

  dynamic "statement" {
    for_each = length(local.resources.aws_caller) == 0 ? [] : local.token_callers
    content {
      sid       = "TokensFor${title(split(":", statement.value.key)[1])}"
      actions   = ["execute-api:Invoke"]
      resources = [for resource in local.resources.aws_caller : "${local.execution_arn}/${resource}"]
      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
      condition {
        test     = statement.value.allow
        variable = statement.value.key
        values   = statement.value.values
      }
    }
  }

  dynamic "statement" {
    for_each = length(local.resources.aws_caller) == 0 || length(local.token_callers) == 0 ? [] : [local.token_callers]
    content {
      sid       = "TokensForNobodyElse"
      effect    = "Deny"
      actions   = ["execute-api:Invoke"]
      resources = [for resource in local.resources.aws_caller : "${local.execution_arn}/${resource}"]
      principals {
        type        = "*"
        identifiers = ["*"]
      }
      dynamic "condition" {
        for_each = statement.value
        content {
          test     = condition.value.deny
          variable = condition.value.key
          values   = condition.value.values
        }
      }
    }
  }

  dynamic "statement" {
    for_each = length(local.origins) == 0 ? [] : [local.origins]
    content {
      sid       = "FromNowhereElse"
      effect    = "Deny"
      actions   = ["execute-api:Invoke"]
      resources = ["${local.execution_arn}/*"]
      principals {
        type        = "*"
        identifiers = ["*"]
      }
      dynamic "condition" {
        for_each = statement.value
        content {
          test     = condition.value.test
          variable = condition.value.key
          values   = condition.value.values
        }
      }
    }
  }
}

# There without restrictions too. A stage goes on serving the policy that it was deployed with, and
# one that is taken away goes after the new deployment is made: what was lifted would stay denied.
resource "aws_api_gateway_rest_api_policy" "this" {
  count = local.makes_api ? 1 : 0

  rest_api_id = local.rest_api_id
  policy      = data.aws_iam_policy_document.api.json

  lifecycle {
    precondition {
      condition     = !local.is_private || length(local.origins) > 0
      error_message = "A private API needs to know who may come: name the VPC endpoints in endpoint.vpc_endpoint_ids, or VPCs or addresses in restrictions."
    }
  }
}
