data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

# The REST API as API Gateway imports it, from the routes that the functions declare. It holds
# nothing of what the import refuses or ignores: no schemas, no security at the root.
locals {
  routes = jsondecode(file("${path.module}/generated/routes.json"))

  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id
  account   = data.aws_caller_identity.current.account_id

  # Made of their parts, because the functions are made after the API: they are told its URL.
  function_arn  = { for key, name in var.functions : key => "arn:${local.partition}:lambda:${local.region}:${local.account}:function:${name}" }
  invoke_prefix = "arn:${local.partition}:apigateway:${local.region}:lambda:path/2015-03-31/functions"

  own_authorizer_arn = "arn:${local.partition}:lambda:${local.region}:${local.account}:function:${coalesce(var.authorizer.function_name, "-")}"
  authorizer_arn     = coalesce(var.authorizer.function_arn, local.own_authorizer_arn)

  paths = {
    for path, methods in local.routes : path => {
      for method, route in methods : method => merge(
        {
          operationId = route.operationId
          parameters = [for name in route.path_parameters : {
            name     = name
            in       = "path"
            required = true
            schema   = { type = "string" }
          }]
          responses = { for status in route.statuses : status => { description = status } }
          x-amazon-apigateway-integration = {
            type                = "aws_proxy"
            httpMethod          = "POST"
            uri                 = "${local.invoke_prefix}/${local.function_arn[route.function]}/invocations"
            passthroughBehavior = "when_no_match"
          }
        },
        route.access == "anybody" ? {} : { security = [{ (route.access == "aws_caller" ? "aws" : "token") = [] }] },
      )
    }
  }

  body = {
    openapi = "3.0.1"
    info    = { title = var.name, version = "1" }
    paths   = local.paths
    components = {
      securitySchemes = {
        # An apiKey scheme is the only one that the import reads; the extensions say what it is.
        token = {
          type                         = "apiKey"
          name                         = var.authorizer.type == "TOKEN" ? trimprefix(var.authorizer.identity_sources[0], "method.request.header.") : "Unused"
          in                           = "header"
          x-amazon-apigateway-authtype = "custom"
          x-amazon-apigateway-authorizer = merge(
            {
              type                         = lower(var.authorizer.type)
              authorizerUri                = "${local.invoke_prefix}/${local.authorizer_arn}/invocations"
              authorizerResultTtlInSeconds = var.authorizer.cache_seconds
            },
            var.authorizer.type == "REQUEST" ? { identitySource = join(",", var.authorizer.identity_sources) } : {},
            var.authorizer.credentials == null ? {} : { authorizerCredentials = var.authorizer.credentials.role_arn },
          )
        }
        aws = {
          type                         = "apiKey"
          name                         = "Authorization"
          in                           = "header"
          x-amazon-apigateway-authtype = "awsSigv4"
        }
      }
    }
    x-amazon-apigateway-gateway-responses = local.gateway_responses
  }
}
