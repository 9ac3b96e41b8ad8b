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
  existing   = { name = "platform", rest_api_id = "zyxwvutsrq", parent_resource_id = "root", path = "/registry" }
  stage      = { name = "prod" }
}

run "every_route_is_a_method_under_the_path" {
  command = plan

  assert {
    condition = toset(keys(aws_api_gateway_method.existing)) == toset(flatten([
      for path, methods in jsondecode(file("generated/routes.json")) : [for method, route in methods : "${upper(method)} ${path}"]
    ]))
    error_message = "Each route must have its method."
  }
  assert {
    condition     = length(output.gateway_responses) == 0 && output.policy == null
    error_message = "What the API answers by itself, and whom it lets in, is its owner's: nobody may look for the module's."
  }
  assert {
    condition     = aws_api_gateway_resource.base[0].parent_id == "root" && aws_api_gateway_resource.base[0].path_part == "registry"
    error_message = "The path must be put where it was asked for."
  }
  assert {
    condition = alltrue(flatten([
      for path, methods in jsondecode(file("generated/routes.json")) : [
        for method, route in methods : aws_api_gateway_method.existing["${upper(method)} ${path}"].authorization
        == lookup({ anybody = "NONE", aws_caller = "AWS_IAM" }, route.access, "CUSTOM")
      ]
    ]))
    error_message = "Each route must be closed as it declares."
  }
}

run "nothing_of_the_api_itself_is_made" {
  command = plan

  assert {
    condition     = length(aws_api_gateway_rest_api.this) + length(aws_api_gateway_deployment.this) + length(aws_api_gateway_stage.this) + length(aws_api_gateway_rest_api_policy.this) == 0
    error_message = "API, deployment, stage and policy are the user's."
  }
  assert {
    condition     = output.url == "https://zyxwvutsrq.execute-api.us-gov-west-1.amazonaws.com/prod/registry" && output.redeployment != null
    error_message = "The address must hold stage and path, and the user's deployment must learn of changes."
  }
}
