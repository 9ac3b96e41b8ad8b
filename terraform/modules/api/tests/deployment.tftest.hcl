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
    token-issuer = "acme-token-issuer"
  }
  function_arns = {
    read         = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-read"
    publish      = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-publish"
    token-issuer = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-token-issuer"
    authorizer   = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-authorizer"
  }
  authorizer = { function_name = "acme-authorizer" }
}

run "first" {
  command = apply

  assert {
    condition     = aws_api_gateway_stage.this[0].deployment_id == output.deployment_id && aws_api_gateway_deployment.this[0].triggers == tomap({ deployed = output.redeployment })
    error_message = "The stage must serve the deployment."
  }
}

run "other_throttling_tags_and_code_keep_the_deployment" {
  command = apply
  variables {
    tags  = { Team = "platform" }
    stage = { throttling = { rate = 1, burst = 1 }, metrics = true }
  }
  assert {
    condition     = output.redeployment == run.first.redeployment
    error_message = "Nothing of what is deployed has changed."
  }
}

run "another_cache_time_replaces_it" {
  command = apply
  variables { authorizer = { function_name = "acme-authorizer", cache_seconds = 30 } }
  assert {
    condition     = output.redeployment != run.first.redeployment
    error_message = "An authorizer is part of what is deployed."
  }
}

run "a_resource_policy_replaces_it" {
  command = apply
  variables {
    authorizer   = { function_name = "acme-authorizer", cache_seconds = 30 }
    restrictions = { source_ip_ranges = ["203.0.113.0/24"] }
  }
  assert {
    condition     = output.redeployment != run.another_cache_time_replaces_it.redeployment
    error_message = "A resource policy holds only once it is deployed."
  }
}

run "a_route_to_another_function_replaces_it" {
  command = apply
  variables {
    authorizer   = { function_name = "acme-authorizer", cache_seconds = 30 }
    restrictions = { source_ip_ranges = ["203.0.113.0/24"] }
    functions = {
      read         = "acme-read-2"
      publish      = "acme-publish"
      token-issuer = "acme-token-issuer"
    }
  }
  assert {
    condition     = output.redeployment != run.a_resource_policy_replaces_it.redeployment
    error_message = "The body is part of what is deployed."
  }
}

run "the_same_again_keeps_it" {
  command = apply
  variables {
    authorizer   = { function_name = "acme-authorizer", cache_seconds = 30 }
    restrictions = { source_ip_ranges = ["203.0.113.0/24"] }
    functions = {
      read         = "acme-read-2"
      publish      = "acme-publish"
      token-issuer = "acme-token-issuer"
    }
  }
  assert {
    condition     = output.redeployment == run.a_route_to_another_function_replaces_it.redeployment
    error_message = "What has not changed must not be deployed again."
  }
}
