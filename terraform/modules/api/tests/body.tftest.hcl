mock_provider "aws" {
  mock_resource "aws_api_gateway_rest_api" {
    defaults = { id = "abcdefghij" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_region" {
    defaults = { id = "us-gov-west-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws-us-gov", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

variables {
  name = "acme"
  functions = {
    read         = "acme-read"
    publish      = "acme-publish"
    access       = "acme-access"
    token-issuer = "acme-token-issuer"
  }
  function_arns = {
    read         = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-read"
    publish      = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-publish"
    access       = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-access"
    token-issuer = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-token-issuer"
    authorizer   = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-authorizer"
  }
  authorizer = { function_name = "acme-authorizer" }
}

run "every_declared_route_is_there_with_its_function" {
  command = plan

  assert {
    condition = {
      for path, methods in jsondecode(aws_api_gateway_rest_api.this[0].body).paths : path => {
        for method, operation in methods : method => operation.x-amazon-apigateway-integration.uri
      }
      } == {
      for path, methods in jsondecode(file("generated/routes.json")) : path => {
        for method, route in methods : method =>
        "arn:aws-us-gov:apigateway:us-gov-west-1:lambda:path/2015-03-31/functions/arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-${route.function}/invocations"
      }
    }
    error_message = "Each route must go to the function that declares it, in this partition, region and account."
  }
}

run "each_route_is_closed_as_it_declares" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for path, methods in jsondecode(file("generated/routes.json")) : [
        for method, route in methods :
        try(keys(jsondecode(aws_api_gateway_rest_api.this[0].body).paths[path][method].security[0])[0], "open")
        == lookup({ anybody = "open", aws_caller = "aws" }, route.access, "token")
      ]
    ]))
    error_message = "Open routes must be open, the rest must ask for a token or for AWS credentials."
  }
  assert {
    condition     = jsondecode(aws_api_gateway_rest_api.this[0].body).components.securitySchemes.aws.x-amazon-apigateway-authtype == "awsSigv4"
    error_message = "AWS credentials are checked by the gateway."
  }
}

run "our_authorizer_is_asked_by_token" {
  command = plan

  assert {
    condition = jsondecode(aws_api_gateway_rest_api.this[0].body).components.securitySchemes.token == {
      type                         = "apiKey"
      name                         = "Authorization"
      in                           = "header"
      x-amazon-apigateway-authtype = "custom"
      x-amazon-apigateway-authorizer = {
        type                         = "token"
        authorizerUri                = "arn:aws-us-gov:apigateway:us-gov-west-1:lambda:path/2015-03-31/functions/arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-authorizer/invocations"
        authorizerResultTtlInSeconds = 60
      }
    }
    error_message = "The authorizer must be ours, kept for a minute."
  }
}

run "a_brought_authorizer_is_asked_as_it_wants" {
  command = plan

  variables {
    authorizer = {
      function_arn     = "arn:aws-us-gov:lambda:us-gov-west-1:999999999999:function:company"
      type             = "REQUEST"
      identity_sources = ["method.request.header.Authorization", "method.request.header.X-Team"]
      cache_seconds    = 0
      credentials      = { role_arn = "arn:aws-us-gov:iam::123456789012:role/invoke" }
    }
  }
  assert {
    condition = jsondecode(aws_api_gateway_rest_api.this[0].body).components.securitySchemes.token == {
      type                         = "apiKey"
      name                         = "Unused"
      in                           = "header"
      x-amazon-apigateway-authtype = "custom"
      x-amazon-apigateway-authorizer = {
        type                         = "request"
        authorizerUri                = "arn:aws-us-gov:apigateway:us-gov-west-1:lambda:path/2015-03-31/functions/arn:aws-us-gov:lambda:us-gov-west-1:999999999999:function:company/invocations"
        authorizerResultTtlInSeconds = 0
        identitySource               = "method.request.header.Authorization,method.request.header.X-Team"
        authorizerCredentials        = "arn:aws-us-gov:iam::123456789012:role/invoke"
      }
    }
    error_message = "The brought function must be asked, with its role and identity sources."
  }
  assert {
    condition     = length(aws_lambda_permission.authorizer) + length(aws_lambda_permission.brought_authorizer) == 0
    error_message = "With a role no permission is wanted, which could not be made in another account."
  }
}

run "what_the_gateway_says_by_itself_is_in_our_form" {
  command = plan

  assert {
    condition = alltrue([
      for type, response in jsondecode(aws_api_gateway_rest_api.this[0].body).x-amazon-apigateway-gateway-responses :
      length(jsondecode(replace(response.responseTemplates["application/json"], "$context.error.messageString", "\"text\"")).errors) == 1
    ])
    error_message = "Every answer must have our error body."
  }
  assert {
    condition = jsondecode(aws_api_gateway_rest_api.this[0].body).x-amazon-apigateway-gateway-responses.UNAUTHORIZED.responseParameters == {
      "gatewayresponse.header.WWW-Authenticate" = "'Bearer realm=\"registry\"'"
      "gatewayresponse.header.X-Request-Id"     = "context.requestId"
    }
    error_message = "A 401 must say how to authenticate, and each answer its request id."
  }
  assert {
    condition     = jsondecode(aws_api_gateway_rest_api.this[0].body).x-amazon-apigateway-gateway-responses.MISSING_AUTHENTICATION_TOKEN.statusCode == 404
    error_message = "A path that does not exist must be a 404."
  }
  assert {
    condition = (
      jsondecode(aws_api_gateway_rest_api.this[0].body).x-amazon-apigateway-gateway-responses.AUTHORIZER_FAILURE.statusCode == 503
      && jsondecode(aws_api_gateway_rest_api.this[0].body).x-amazon-apigateway-gateway-responses.AUTHORIZER_FAILURE.responseParameters["gatewayresponse.header.Retry-After"] == "'5'"
    )
    error_message = "What may work again in a while must say so."
  }
}

run "nothing_that_the_import_refuses" {
  command = plan

  assert {
    condition     = !can(regex("\"(oneOf|anyOf|allOf|format|example|nullable|const)\":", aws_api_gateway_rest_api.this[0].body))
    error_message = "API Gateway's import refuses or ignores these."
  }
  assert {
    condition     = !contains(keys(jsondecode(aws_api_gateway_rest_api.this[0].body)), "security") && startswith(jsondecode(aws_api_gateway_rest_api.this[0].body).openapi, "3.0.")
    error_message = "Security at the root is ignored, and OpenAPI 3.1 refused."
  }
  assert {
    condition     = toset(aws_api_gateway_rest_api.this[0].binary_media_types) == toset(["*/*"])
    error_message = "Compressed answers would arrive as base64."
  }
}
