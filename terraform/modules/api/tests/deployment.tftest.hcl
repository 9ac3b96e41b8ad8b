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

run "the_stage_serves_what_is_deployed" {
  command = apply

  assert {
    condition     = aws_api_gateway_stage.this[0].deployment_id == output.deployment_id && aws_api_gateway_deployment.this[0].triggers == tomap({ deployed = output.redeployment })
    error_message = "The stage must serve a deployment that is replaced when what it holds changes."
  }
}
